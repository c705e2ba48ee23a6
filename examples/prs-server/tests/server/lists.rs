use std::collections::HashSet;

use serde_json::{Value, json};

use crate::harness::{Server, client, send};

fn ids(page: &Value) -> Vec<i64> {
    page["results"].as_array().unwrap().iter().map(|row| row["id"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn following_next_visits_every_row_once() {
    let server = Server::start();
    for (path, total) in
        [("/api/clients/?page_size=33", 200), ("/api/deals/deals/?ordering=currency&page_size=200", 2_000), ("/api/deals/payments/?page_size=500", 6_000)]
    {
        let mut seen = HashSet::new();
        let mut next = Some(format!("{}{path}", server.url));
        let mut previous = Value::Null;
        while let Some(url) = next {
            let page = send(server.http.get(&url)).await.expect(200).body;
            assert_eq!(page["count"], total);
            assert_eq!(page["previous"].is_null(), previous.is_null());
            for id in ids(&page) {
                assert!(seen.insert(id), "{id} is on two pages of {path}");
            }
            previous = json!(url);
            next = page["next"].as_str().map(str::to_owned);
        }
        assert_eq!(seen.len(), total);
    }
}

#[tokio::test]
async fn page_sizes_and_links() {
    let server = Server::start();
    assert_eq!(ids(&server.get("/api/clients/").await.body).len(), 25);
    assert_eq!(ids(&server.get("/api/clients?page_size=1000").await.body).len(), 200);
    let page = send(server.request("GET", "/api/clients/?page=2&page_size=10&search=a b").header("Host", "prs.example:99")).await.expect(200).body;
    assert!(page["next"].as_str().unwrap().starts_with("http://prs.example:99/api/clients/?page_size=10&search=a+b&page=3"), "{page}");
    assert_eq!(page["previous"], "http://prs.example:99/api/clients/?page_size=10&search=a+b");
    for wrong in ["page=9&page_size=200", "page=0", "page=-1", "page=x", "page=99999999999999999999", "page=9223372036854775807&page_size=200"] {
        assert_eq!(server.get(&format!("/api/clients/?{wrong}")).await.expect(404).body["detail"], "Invalid page.");
    }
    for wrong in ["page_size=0", "page_size=x", "page_size=-3"] {
        assert!(server.get(&format!("/api/clients/?{wrong}")).await.expect(400).body["page_size"].is_array());
    }
    let empty = server.get("/api/clients/?search=nobodyiscalledthis").await.expect(200).body;
    assert_eq!(empty, json!({ "count": 0, "next": null, "previous": null, "results": [] }));
}

#[tokio::test]
async fn filters_select_what_they_say() {
    let server = Server::start();
    let filters = [
        ("deals", "payment_status", vec!["initial payment", "full payment", "partial payment"]),
        ("deals", "verification_status", vec!["pending", "verified", "rejected"]),
        ("deals", "client_status", vec!["new", "loyal", "inactive"]),
        ("deals", "source_type", vec!["linkedin", "instagram", "google", "referral", "other"]),
        ("deals", "currency", vec!["NPR", "USD", "INR"]),
        ("payments", "status", vec!["pending", "verified", "rejected"]),
        ("payments", "payment_method", vec!["bank", "cheque", "wallet", "cash"]),
    ];
    for (list, name, values) in filters {
        let mut sum = 0;
        for value in values {
            let page = server.get(&format!("/api/deals/{list}/?{name}={value}&page_size=50")).await.expect(200).body;
            assert!(page["results"].as_array().unwrap().iter().all(|row| row[name] == value), "{name}={value}");
            sum += page["count"].as_i64().unwrap();
        }
        assert_eq!(sum, if list == "deals" { 2_000 } else { 6_000 }, "{name}");
        assert_eq!(server.count(&format!("/api/deals/{list}/?{name}=")).await, sum);
        if name != "currency" {
            assert!(server.get(&format!("/api/deals/{list}/?{name}=nonsense")).await.expect(400).body[name].is_array());
        }
    }
    let of_client = server.get("/api/deals/deals/?client=7&page_size=200").await.expect(200).body;
    assert!(of_client["results"].as_array().unwrap().iter().all(|deal| deal["client"]["id"] == 7));
    let deal = &of_client["results"][0];
    let of_deal = server.get(&format!("/api/deals/payments/?deal={}", deal["id"])).await.expect(200).body;
    assert_eq!(of_deal["results"], deal["payments"]);
    server.get("/api/deals/deals/?client=seven").await.expect(400);
    assert_eq!(server.count("/api/deals/deals/?client=99999").await, 0);
    assert_eq!(server.count("/api/deals/deals/?unknown=1").await, 2_000);
}

#[tokio::test]
async fn search_takes_wildcards_and_quotes_literally() {
    let server = Server::start();
    server.write("POST", "/api/clients/", client("50%_off \\ 'quoted\" सीता")).await.expect(201);
    for found in ["50%25_off", "%5C", "'quoted%22", "सीता", "OFF quoted", "someone@EXAMPLE.com"] {
        assert_eq!(server.count(&format!("/api/clients/?search={found}")).await, 1, "{found}");
    }
    assert_eq!(server.count("/api/clients/?search=5%25f").await, 0);
    assert_eq!(server.count("/api/clients/?search=' OR 1=1 --").await, 0);
    assert_eq!(server.count("/api/deals/deals/?search=DEAL-00042").await, 1);
    server.get(&format!("/api/clients/?search={}", "x".repeat(300))).await.expect(400);
    server.get("/api/clients/?search=%00").await.expect(400);
}

#[tokio::test]
async fn ordering_comes_from_a_list_of_known_fields() {
    let server = Server::start();
    let up = ids(&server.get("/api/deals/deals/?ordering=deal_value&page_size=200").await.body);
    let value = |row: &Value| row["deal_value"].as_str().unwrap().parse::<f64>().unwrap();
    let down = server.get("/api/deals/deals/?ordering=-deal_value&page_size=200").await.body;
    let values: Vec<f64> = down["results"].as_array().unwrap().iter().map(value).collect();
    assert!(values.is_sorted_by(|a, b| a >= b));
    let last = ids(&server.get("/api/deals/deals/?ordering=-deal_value&page_size=200&page=10").await.body);
    assert_eq!(up, last.into_iter().rev().collect::<Vec<_>>());
    for wrong in ["nonsense", "--id", "id,version", "id;DROP TABLE deals", "t.id"] {
        assert!(server.get(&format!("/api/deals/deals/?ordering={wrong}")).await.expect(400).body["ordering"].is_array());
    }
}
