//! `application/x-www-form-urlencoded` bodies.

use bindery_runtime::contract::{FormEncoding, FormField, Style};
use bindery_runtime::{Base64Url, Body};

use crate::fake::{self, Fake, value};

fn sent(body: Body) -> String {
    let client = Fake::default().client();
    let call = fake::call(&client, fake::operation("/x", vec![]), &[], body);
    let request = call.request().unwrap();
    let content_type = &request.headers()["content-type"];
    assert_eq!(content_type, "application/x-www-form-urlencoded");
    String::from_utf8(request.body().to_vec()).unwrap()
}

fn form(json: &str, fields: &[FormField]) -> String {
    sent(Body::form(&value(json), fields))
}

#[test]
fn fu_01_by_content_type() {
    let json = r#"{"id":"f81d4fae-7dec-11d0-a765-00a0c91e6bf6","address":{"streetAddress":"123 Example Dr.","city":"Somewhere","state":"CA","zip":"99999+1234"}}"#;
    assert_eq!(
        form(json, &[]),
        "id=f81d4fae-7dec-11d0-a765-00a0c91e6bf6&address=%7B%22streetAddress%22%3A%22123+Example+Dr.%22%2C%22city%22%3A%22Somewhere%22%2C%22state%22%3A%22CA%22%2C%22zip%22%3A%2299999%2B1234%22%7D"
    );
    assert_eq!(
        form(r#"{"a":[[1,2],{"b":3}]}"#, &[]),
        "a=%5B1%2C2%5D&a=%7B%22b%22%3A3%7D"
    );
}

#[test]
fn fu_02_lists_are_repeated() {
    assert_eq!(form(r#"{"a":["x","y z"],"b":1}"#, &[]), "a=x&a=y+z&b=1");
}

#[test]
fn fu_03_styles() {
    let json = r#"{"expand":["a","b c"],"plain":"d e"}"#;
    let fields = [FormField::style("expand", Style::DeepObject, true)];
    assert_eq!(
        form(json, &fields),
        "expand%5B0%5D=a&expand%5B1%5D=b%20c&plain=d+e"
    );
    let fields = [FormField::style("expand", Style::Form, false)];
    assert_eq!(form(json, &fields), "expand=a,b%20c&plain=d+e");
    let reserved = FormEncoding::Style {
        style: Style::Form,
        explode: true,
        allow_reserved: true,
    };
    let fields = [FormField::new("plain", reserved)];
    assert_eq!(
        form(r#"{"plain":"a/b:c&d=e+f~"}"#, &fields),
        "plain=a/b:c%26d%3De%2Bf%7E"
    );
}

#[test]
fn fu_04_text_and_json() {
    let json = r#"{"id":"a b"}"#;
    assert_eq!(form(json, &[]), "id=a+b");
    assert_eq!(form(json, &[FormField::json("id")]), "id=%22a+b%22");
}

#[test]
fn fu_05_bytes() {
    let icon = Base64Url::from(&b"\xff\xfe\xfd\xfc"[..]);
    let json = format!("{{\"icon\":{}}}", bindery_runtime::json::to_json(&icon));
    assert_eq!(form(&json, &[]), "icon=__79_A");
    assert_eq!(form(r#"{"icon":"rkJggg=="}"#, &[]), "icon=rkJggg%3D%3D");
}

#[test]
fn fu_06_characters() {
    assert_eq!(
        form(r#"{"*-._ ~+":"*-._ ~+é"}"#, &[]),
        "*-._+%7E%2B=*-._+%7E%2B%C3%A9"
    );
}

#[test]
fn fu_07_nothing() {
    assert_eq!(form("{}", &[]), "");
    assert_eq!(form(r#"{"a":null,"b":[],"c":""}"#, &[]), "c=");
    let fields = [FormField::style("a", Style::Form, true)];
    assert_eq!(form(r#"{"a":null}"#, &fields), "");
}
