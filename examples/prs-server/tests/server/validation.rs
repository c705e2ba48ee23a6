use serde_json::{Value, json};

use crate::harness::{Server, deal, send};

#[tokio::test]
async fn every_wrong_field_is_named_at_once() {
    let server = Server::start();
    let wrong = json!({
        "client": 9999, "deal_name": " ", "deal_value": "12.345", "deal_date": "2026-02-30", "due_date": "tomorrow", "payment_status": "paid",
        "verification_status": null, "client_status": 3, "source_type": [], "currency": "rupees", "payment_method": "card", "deal_remarks": {},
    });
    let errors = server.write("POST", "/api/deals/deals/", wrong.clone()).await.expect(400).body;
    for field in wrong.as_object().unwrap().keys() {
        let messages = errors[field].as_array().unwrap_or_else(|| panic!("{field} is missing in {errors}"));
        assert!(messages.len() == 1 && messages[0].is_string());
    }
    let errors =
        server.write("POST", "/api/deals/payments/", json!({ "deal": "x", "received_amount": "0", "cheque_number": "c".repeat(51) })).await.expect(400).body;
    assert_eq!(errors.as_object().unwrap().keys().collect::<Vec<_>>(), ["cheque_number", "deal", "payment_date", "received_amount"]);
    assert_eq!(server.count("/api/deals/deals/").await, 2_000);
}

async fn check(server: &Server, path: &str, field: &str, good: &[(Value, Value)], bad: &[Value]) {
    for (sent, kept) in good {
        let answer = server.write("PATCH", path, json!({ field: sent })).await;
        assert_eq!((answer.status, &answer.body[field]), (200, kept), "{field}: {sent}");
    }
    for sent in bad {
        let answer = server.write("PATCH", path, json!({ field: sent })).await;
        assert!(answer.status == 400 && answer.body[field].is_array(), "{field}: {sent} gave {} {}", answer.status, answer.body);
    }
}

fn same(values: &[&str]) -> Vec<(Value, Value)> {
    values.iter().map(|value| (json!(value), json!(value))).collect()
}

#[tokio::test]
async fn money_is_exact() {
    let good = [
        (json!("0"), json!("0.00")),
        (json!("0.10"), json!("0.10")),
        (json!(".5"), json!("0.50")),
        (json!("0007.1000"), json!("7.10")),
        (json!(19.99), json!("19.99")),
        (json!(1e5), json!("100000.00")),
        (json!("9999999999999.99"), json!("9999999999999.99")),
    ];
    let bad = ["", "-1", "1.001", "10000000000000", "1e5", "NaN", "Infinity", "1,000", "0x10", "--1", ".", "१२"].map(|text| json!(text));
    let server = Server::start();
    check(&server, "/api/deals/deals/1/", "deal_value", &good, &bad).await;
    check(&server, "/api/deals/deals/1/", "deal_value", &[], &[json!(-0.5), json!(1e300), json!(true), json!([1]), json!(0.001)]).await;
}

#[tokio::test]
async fn dates_emails_phones_and_texts() {
    let server = Server::start();
    let bad = ["2026-02-29", "2026-1-02", "02.01.2026", "2026-01-02T00:00:00Z", "+026-01-02", "२०२६-०१-०२", ""].map(|text| json!(text));
    check(&server, "/api/deals/deals/1/", "due_date", &same(&["2024-02-29", "1999-12-31"]), &bad).await;
    let bad = ["", "a", "a@", "@b.c", "a@b", "a b@c.de", "a@b..c", "a@-b.de", "a@b.de\r\nBcc: x@y.z", "a..b@c.de", ".a@c.de"].map(|text| json!(text));
    check(&server, "/api/clients/1/", "email", &same(&["a@b.co", "first.last+tag@sub.example.com", "o'neil@example.com"]), &bad).await;
    check(&server, "/api/clients/1/", "email", &[], &[json!(format!("{}@example.com", "a".repeat(65))), json!(null)]).await;
    let bad = ["abc", "12", "+977 98x", "+1234567890123456789"].map(|text| json!(text));
    check(&server, "/api/clients/1/", "phone_number", &same(&["", "+977 9812345678", "(01) 4-234567"]), &bad).await;
    let long = "न".repeat(100);
    check(
        &server,
        "/api/clients/1/",
        "client_name",
        &same(&["Æsir & Söhne <b>", "राम बहादुर", &long]),
        &[json!("x".repeat(101)), json!("a\u{0}b"), json!("   ")],
    )
    .await;
    check(
        &server,
        "/api/deals/payments/1/",
        "cheque_number",
        &[(json!("C-1"), json!("C-1")), (json!(""), json!(null)), (json!(null), json!(null))],
        &[json!(false)],
    )
    .await;
    check(&server, "/api/deals/deals/1/", "currency", &same(&["USD"]), &[json!("usd"), json!("US"), json!("रु₹₹")]).await;
    server.assert_healthy().await;
}

#[tokio::test]
async fn what_is_not_a_json_object_is_refused_with_detail() {
    let server = Server::start();
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let nested = format!("{{\"deal_name\": {deep}}}");
    for body in ["", "{", "null", "[]", "1", "\"x\"", "{\"a\": 1,}", "{'a': 1}", "\u{feff}{}", "{\"a\": \"\\ud800\"}", &deep, &nested] {
        let answer = send(server.request("POST", "/api/deals/deals/").body(body.to_owned())).await.expect(400);
        assert!(answer.body["detail"].is_string(), "{body:.40}");
    }
    send(server.request("POST", "/api/deals/deals/").body(vec![0xff, 0xfe, b'{'])).await.expect(400);
}

#[tokio::test]
async fn bodies_over_one_mebibyte_are_refused() {
    let server = Server::start();
    let mut body = deal(1);
    let whole = body.to_string().len();
    body["padding"] = json!("x".repeat(1024 * 1024 - whole - ",\"padding\":\"\"".len()));
    assert_eq!(body.to_string().len(), 1024 * 1024);
    server.write("POST", "/api/deals/deals/", body.clone()).await.expect(201);
    for size in [1024 * 1024, 5 * 1024 * 1024] {
        body["padding"] = json!("x".repeat(size));
        assert!(server.write("POST", "/api/deals/deals/", body.clone()).await.expect(413).body["detail"].is_string());
    }
    assert_eq!(server.count("/api/deals/deals/").await, 2_001);
    server.assert_healthy().await;
}
