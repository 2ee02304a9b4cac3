//! Location × style × explode (OAS 3.1 §4.8.12.4, its table of examples).

use bindery_runtime::contract::{Parameter, Style};

use crate::fake::request;

pub(crate) const STRING: &str = r#""blue""#;
const ARRAY: &str = r#"["blue","black","brown"]"#;
const OBJECT: &str = r#"{"R":100,"G":200,"B":150}"#;
pub(crate) const EMPTY: &str = r#""""#;

/// The path behind `/x`, with a fixed word so that nothing is empty.
pub(crate) fn path(style: Style, explode: bool, json: &str) -> String {
    let parameter = Parameter::path("color").style(style, explode);
    let request = request("/x{color}", vec![parameter], &[json]);
    request
        .uri()
        .path()
        .strip_prefix("/api/x")
        .unwrap()
        .to_owned()
}

pub(crate) fn query_of(parameter: Parameter, json: &str) -> String {
    let request = request("/x", vec![parameter], &[json]);
    request.uri().query().unwrap_or("").to_owned()
}

pub(crate) fn query(style: Style, explode: bool, json: &str) -> String {
    query_of(Parameter::query("color").style(style, explode), json)
}

pub(crate) fn header_of(parameter: Parameter, json: &str) -> String {
    let request = request("/x", vec![parameter], &[json]);
    let value = &request.headers()["color"];
    String::from_utf8(value.as_bytes().to_vec()).unwrap()
}

fn header(style: Style, explode: bool, json: &str) -> String {
    header_of(Parameter::header("color").style(style, explode), json)
}

fn cookie(style: Style, explode: bool, json: &str) -> String {
    let parameter = Parameter::cookie("color").style(style, explode);
    let request = request("/x", vec![parameter], &[json]);
    let value = request.headers().get("cookie");
    value.map_or(String::new(), |value| value.to_str().unwrap().to_owned())
}

#[test]
fn ps_01_matrix() {
    assert_eq!(path(Style::Matrix, false, EMPTY), ";color");
    assert_eq!(path(Style::Matrix, false, STRING), ";color=blue");
    assert_eq!(path(Style::Matrix, false, ARRAY), ";color=blue,black,brown");
    assert_eq!(
        path(Style::Matrix, false, OBJECT),
        ";color=R,100,G,200,B,150"
    );
}

#[test]
fn ps_02_matrix_exploded() {
    assert_eq!(path(Style::Matrix, true, EMPTY), ";color");
    assert_eq!(path(Style::Matrix, true, STRING), ";color=blue");
    assert_eq!(
        path(Style::Matrix, true, ARRAY),
        ";color=blue;color=black;color=brown"
    );
    assert_eq!(path(Style::Matrix, true, OBJECT), ";R=100;G=200;B=150");
}

#[test]
fn ps_03_label() {
    assert_eq!(path(Style::Label, false, EMPTY), ".");
    assert_eq!(path(Style::Label, false, STRING), ".blue");
    assert_eq!(path(Style::Label, false, ARRAY), ".blue,black,brown");
    assert_eq!(path(Style::Label, false, OBJECT), ".R,100,G,200,B,150");
}

#[test]
fn ps_04_label_exploded() {
    assert_eq!(path(Style::Label, true, EMPTY), ".");
    assert_eq!(path(Style::Label, true, STRING), ".blue");
    assert_eq!(path(Style::Label, true, ARRAY), ".blue.black.brown");
    assert_eq!(path(Style::Label, true, OBJECT), ".R=100.G=200.B=150");
}

#[test]
fn ps_05_simple() {
    assert_eq!(header(Style::Simple, false, EMPTY), "");
    for (value, text) in [
        (STRING, "blue"),
        (ARRAY, "blue,black,brown"),
        (OBJECT, "R,100,G,200,B,150"),
    ] {
        assert_eq!(path(Style::Simple, false, value), text);
        assert_eq!(header(Style::Simple, false, value), text);
    }
}

#[test]
fn ps_06_simple_exploded() {
    assert_eq!(header(Style::Simple, true, EMPTY), "");
    for (value, text) in [
        (STRING, "blue"),
        (ARRAY, "blue,black,brown"),
        (OBJECT, "R=100,G=200,B=150"),
    ] {
        assert_eq!(path(Style::Simple, true, value), text);
        assert_eq!(header(Style::Simple, true, value), text);
    }
}

#[test]
fn ps_07_form() {
    for location in [query, cookie] {
        assert_eq!(location(Style::Form, false, EMPTY), "color=");
        assert_eq!(location(Style::Form, false, STRING), "color=blue");
        assert_eq!(
            location(Style::Form, false, ARRAY),
            "color=blue,black,brown"
        );
        assert_eq!(
            location(Style::Form, false, OBJECT),
            "color=R,100,G,200,B,150"
        );
    }
}

#[test]
fn ps_08_form_exploded() {
    assert_eq!(query(Style::Form, true, EMPTY), "color=");
    assert_eq!(query(Style::Form, true, STRING), "color=blue");
    assert_eq!(
        query(Style::Form, true, ARRAY),
        "color=blue&color=black&color=brown"
    );
    assert_eq!(query(Style::Form, true, OBJECT), "R=100&G=200&B=150");
}

#[test]
fn ps_09_space_delimited() {
    let style = Style::SpaceDelimited;
    assert_eq!(query(style, false, ARRAY), "color=blue%20black%20brown");
    assert_eq!(
        query(style, false, OBJECT),
        "color=R%20100%20G%20200%20B%20150"
    );
}

/// Undefined: as `form`, which OAS 3.0.0 said it was.
#[test]
fn ps_10_space_delimited_exploded() {
    let style = Style::SpaceDelimited;
    assert_eq!(query(style, true, STRING), "color=blue");
    assert_eq!(
        query(style, true, ARRAY),
        "color=blue&color=black&color=brown"
    );
    assert_eq!(query(style, true, OBJECT), "R=100&G=200&B=150");
}

#[test]
fn ps_11_pipe_delimited() {
    let style = Style::PipeDelimited;
    assert_eq!(query(style, false, ARRAY), "color=blue%7Cblack%7Cbrown");
    assert_eq!(
        query(style, false, OBJECT),
        "color=R%7C100%7CG%7C200%7CB%7C150"
    );
}

/// Undefined: as `form`.
#[test]
fn ps_12_pipe_delimited_exploded() {
    let style = Style::PipeDelimited;
    assert_eq!(
        query(style, true, ARRAY),
        "color=blue&color=black&color=brown"
    );
    assert_eq!(query(style, true, OBJECT), "R=100&G=200&B=150");
}

#[test]
fn ps_13_deep_object() {
    let expected = "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150";
    assert_eq!(query(Style::DeepObject, true, OBJECT), expected);
}

/// Undefined, and what one gets without `explode`: the same.
#[test]
fn ps_14_deep_object_not_exploded() {
    let expected = "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150";
    assert_eq!(query(Style::DeepObject, false, OBJECT), expected);
}

#[test]
fn ps_15_cookie() {
    assert_eq!(cookie(Style::Cookie, false, EMPTY), "color=");
    assert_eq!(cookie(Style::Cookie, false, STRING), "color=blue");
    assert_eq!(
        cookie(Style::Cookie, false, ARRAY),
        "color=blue,black,brown"
    );
    assert_eq!(
        cookie(Style::Cookie, false, OBJECT),
        "color=R,100,G,200,B,150"
    );
}

#[test]
fn ps_16_cookie_exploded() {
    assert_eq!(cookie(Style::Cookie, true, EMPTY), "color=");
    assert_eq!(cookie(Style::Cookie, true, STRING), "color=blue");
    assert_eq!(
        cookie(Style::Cookie, true, ARRAY),
        "color=blue; color=black; color=brown"
    );
    assert_eq!(cookie(Style::Cookie, true, OBJECT), "R=100; G=200; B=150");
}

/// Combinations that are not permitted still send something sensible: the
/// generator reports them.
#[test]
fn ps_17_combinations_that_are_not_permitted() {
    assert_eq!(path(Style::Form, true, ARRAY), "blue,black,brown");
    assert_eq!(header(Style::DeepObject, true, STRING), "blue");
    assert_eq!(query(Style::Simple, false, ARRAY), "color=blue,black,brown");
    assert_eq!(
        query(Style::Matrix, true, ARRAY),
        "color=blue&color=black&color=brown"
    );
    assert_eq!(query(Style::SpaceDelimited, false, STRING), "color=blue");
}

#[test]
fn ps_18_defaults() {
    let path = request("/x/{color}", vec![Parameter::path("color")], &[ARRAY]);
    assert_eq!(path.uri().path(), "/api/x/blue,black,brown");
    let exploded = "color=blue&color=black&color=brown";
    assert_eq!(query_of(Parameter::query("color"), ARRAY), exploded);
    assert_eq!(
        header_of(Parameter::header("color"), ARRAY),
        "blue,black,brown"
    );
    let cookie = request("/x", vec![Parameter::cookie("color")], &[STRING]);
    assert_eq!(cookie.headers()["cookie"], "color=blue");
}
