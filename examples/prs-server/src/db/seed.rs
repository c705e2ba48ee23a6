//! The seed data: always the same, whatever the machine and the day, so that tests and demos can rely on it.
//! 200 clients, 2,000 deals, 6,000 payments; the payments of a deal never exceed its value.

use chrono::{Days, NaiveDate, NaiveTime};
use fastrand::Rng;
use rusqlite::{Connection, Transaction, params};

use super::deals::{CLIENT_STATUS, PAYMENT_METHOD, SOURCE_TYPE};
use super::seed_words::{COMPANIES, DEAL_REMARKS, FIRST_NAMES, LAST_NAMES, PROJECTS, REJECTED_REMARKS, VERIFIED_REMARKS};

pub const CLIENTS: usize = 200;
pub const DEALS: usize = 2_000;
pub const PAYMENTS: usize = 6_000;

const SEED: u64 = 20_260_101;
const DAYS: u64 = 900;

struct Plan {
    client: usize,
    date: NaiveDate,
    currency: &'static str,
    /// In whole units of the currency.
    value: i64,
    status: &'static str,
    payments: usize,
}

pub fn is_empty(conn: &Connection) -> rusqlite::Result<bool> {
    conn.query_row("SELECT NOT EXISTS (SELECT 1 FROM clients) AND NOT EXISTS (SELECT 1 FROM deals)", [], |row| row.get(0))
}

pub fn reseed(conn: &mut Connection) -> rusqlite::Result<()> {
    let tx = conn.transaction()?;
    for table in ["payments", "deals", "clients", "idempotency", "effects", "sqlite_sequence"] {
        tx.execute(&format!("DELETE FROM {table}"), [])?;
    }
    let mut rng = Rng::with_seed(SEED);
    let clients = (0..CLIENTS).map(|at| insert_client(&tx, &mut rng, at)).collect::<rusqlite::Result<Vec<_>>>()?;
    let plans = plan_deals(&mut rng, &clients);
    for plan in &plans {
        insert_deal(&tx, &mut rng, plan)?;
    }
    tx.commit()
}

/// Returns the day the client was first met; its deals come later.
fn insert_client(tx: &Transaction, rng: &mut Rng, at: usize) -> rusqlite::Result<u64> {
    let (first, last) = (pick(rng, FIRST_NAMES), pick(rng, LAST_NAMES));
    let name = if rng.u8(..10) < 3 { format!("{} Pvt. Ltd. ({first} {last})", pick(rng, COMPANIES)) } else { format!("{first} {last}") };
    let email = format!("{}.{}{}@example.com", first.to_lowercase(), last.to_lowercase(), at + 1);
    let phone = format!("+977 98{:08}", rng.u32(..100_000_000));
    let day = rng.u64(..DAYS / 3);
    let created = moment(rng, date(day));
    tx.prepare_cached("INSERT INTO clients (client_name, email, phone_number, version, created_at, updated_at) VALUES (?1, ?2, ?3, 1, ?4, ?4)")?
        .execute(params![name, email, phone, created])?;
    Ok(day)
}

fn plan_deals(rng: &mut Rng, clients: &[u64]) -> Vec<Plan> {
    let mut plans: Vec<Plan> = (0..DEALS).map(|_| plan_deal(rng, clients)).collect();
    // The numbers of payments are drawn one by one; nudge them until the total is exact.
    let mut total: usize = plans.iter().map(|plan| plan.payments).sum();
    while total != PAYMENTS {
        let plan = &mut plans[rng.usize(..DEALS)];
        if total < PAYMENTS && (2..6).contains(&plan.payments) {
            plan.payments += 1;
            total += 1;
        } else if total > PAYMENTS && plan.payments > 2 {
            plan.payments -= 1;
            total -= 1;
        }
    }
    plans
}

fn plan_deal(rng: &mut Rng, clients: &[u64]) -> Plan {
    let client = rng.usize(..clients.len());
    let day = clients[client] + rng.u64(..DAYS - clients[client]);
    let (currency, value) = match rng.u8(..100) {
        0..5 => ("USD", rng.i64(3..=200) * 100),
        5..8 => ("INR", rng.i64(20..=1_000) * 500),
        _ => ("NPR", rng.i64(30..=4_000) * 500),
    };
    let (status, payments) = match rng.u8(..100) {
        0..20 => ("initial payment", 1),
        20..55 => ("partial payment", rng.usize(2..=5)),
        _ => ("full payment", rng.usize(2..=5)),
    };
    Plan { client, date: date(day), currency, value, status, payments }
}

fn insert_deal(tx: &Transaction, rng: &mut Rng, plan: &Plan) -> rusqlite::Result<()> {
    let verification = match (plan.status, rng.u8(..10)) {
        ("full payment", 0..9) => "verified",
        (_, 0..5) => "pending",
        (_, 5..9) => "verified",
        _ => "rejected",
    };
    let due = plan.date + Days::new(rng.u64(15..=120));
    let created = moment(rng, plan.date);
    tx.prepare_cached(
        "INSERT INTO deals (client_id, payment_status, verification_status, client_status, source_type, deal_name, deal_value, currency,
            deal_date, due_date, payment_method, deal_remarks, version, created_at, updated_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 1, ?13, ?13)",
    )?
    .execute(params![
        plan.client as i64 + 1,
        plan.status,
        verification,
        pick(rng, CLIENT_STATUS),
        pick(rng, SOURCE_TYPE),
        pick(rng, PROJECTS),
        plan.value * 100,
        plan.currency,
        plan.date.to_string(),
        due.to_string(),
        pick(rng, PAYMENT_METHOD),
        pick(rng, DEAL_REMARKS),
        created,
    ])?;
    let deal = tx.last_insert_rowid();
    let percent = match plan.status {
        "full payment" => 100,
        "partial payment" => rng.i64(30..=90),
        _ => rng.i64(10..=30),
    };
    let mut day = plan.date;
    for amount in split(rng, plan.value * percent / 100, plan.payments) {
        insert_payment(tx, rng, deal, day, amount)?;
        day = day + Days::new(rng.u64(5..=40));
    }
    Ok(())
}

fn insert_payment(tx: &Transaction, rng: &mut Rng, deal: i64, day: NaiveDate, amount: i64) -> rusqlite::Result<()> {
    let method = pick(rng, PAYMENT_METHOD);
    let cheque = (method == "cheque").then(|| format!("CHQ-{:06}", rng.u32(..1_000_000)));
    let (status, remarks) = match rng.u8(..10) {
        0..7 => ("verified", pick(rng, VERIFIED_REMARKS)),
        7..9 => ("pending", ""),
        _ => ("rejected", pick(rng, REJECTED_REMARKS)),
    };
    tx.prepare_cached(
        "INSERT INTO payments (deal_id, payment_date, received_amount, payment_method, cheque_number, status, verification_remarks,
            version, created_at, updated_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1, ?8, ?8)",
    )?
    .execute(params![deal, day.to_string(), amount * 100, method, cheque, status, remarks, moment(rng, day)])?;
    Ok(())
}

/// Parts of different size, at least 1 each, that add up to `total` exactly.
fn split(rng: &mut Rng, total: i64, parts: usize) -> Vec<i64> {
    let mut left = total;
    let mut amounts: Vec<i64> = (1..parts)
        .map(|at| {
            let share = left / (parts - at + 1) as i64;
            let amount = (share * rng.i64(50..=130) / 100).clamp(1, left - (parts - at) as i64);
            left -= amount;
            amount
        })
        .collect();
    amounts.push(left);
    amounts
}

fn pick<'a>(rng: &mut Rng, words: &[&'a str]) -> &'a str {
    words[rng.usize(..words.len())]
}

fn date(day: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 1, 1).unwrap_or_default() + Days::new(day)
}

/// Some time in the office hours of Kathmandu (UTC+5:45, so from 03:15 UTC on).
fn moment(rng: &mut Rng, day: NaiveDate) -> i64 {
    day.and_time(NaiveTime::MIN).and_utc().timestamp_millis() + rng.i64(11_700_000..40_500_000)
}
