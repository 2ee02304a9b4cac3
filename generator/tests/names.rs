//! A name means the same whatever is wanted: names are given before anything is left out.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has to fail"
)]

use std::collections::{BTreeMap, BTreeSet};

use bindery::api::{self, Selection};
use bindery::diagnostics::Diagnostics;
use bindery::rust::model::{Crate, Item};
use bindery::rust::{self, LockedApi, NameRule, NameRules, Options};
use bindery::{dialect, source};

/// Names that only differ by what else has them: of operations, of parameters and headers,
/// of components, of what stands inside these, and of types for one direction.
const DOCUMENT: &str = r##"
openapi: 3.0.3
info: {title: Names, version: "1"}
paths:
  /a?beta=true:
    get: {operationId: results, tags: [beta], responses: {'200': {description: ok, headers: {X-Page: {schema: {type: string}}}}}}
  /a:
    get: {operationId: results, tags: [Beta], responses: {'200': {description: ok, headers: {x_page: {schema: {type: integer}}}, content: {application/json: {schema: {$ref: '#/components/schemas/pet'}}}}}}
    post: {operationId: Results, tags: [be-ta], requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}, responses: {'204': {description: ok}}}
  /b:
    get: {responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}}
    put: {operationId: get_b, requestBody: {content: {application/json: {schema: {type: object, properties: {owner: {type: object, properties: {x: {type: string}}}}}}}}, responses: {'204': {description: ok}}}
  /c:
    get: {operationId: results_stream, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}
  /d:
    get: {operationId: getD, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/PetOwner'}}}}}}
  /e:
    get: {operationId: getE, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Outer'}}}}}}
  /f:
    put: {operationId: putF, requestBody: {content: {application/json: {schema: {type: object, properties: {cost: {type: object, properties: {cents: {type: integer}, unit: {type: string, enum: [eur, usd, gbp]}}}}}}}}, responses: {'204': {description: ok}}}
  /g:
    put: {operationId: putG, requestBody: {content: {application/json: {schema: {type: object, properties: {fee: {type: string}, price: {type: object, properties: {cents: {type: integer}, unit: {type: string, enum: [eur, usd, gbp]}}}}}}}}, responses: {'204': {description: ok}}}
  /h:
    put: {operationId: putH, requestBody: {content: {application/json: {schema: {type: object, properties: {cost: {type: object, properties: {cents: {type: integer}, unit: {type: string, enum: [eur, usd, gbp]}}}}}}}}, responses: {'204': {description: ok}}}
components:
  schemas:
    pet: {type: object, properties: {legs: {type: integer}}}
    PetOwner: {type: object, properties: {name: {type: string}}}
    Pet: {type: object, properties: {owner: {type: object, properties: {age: {type: integer}}}, kind: {type: string, enum: [$a, a]}}}
    Thing: {type: object, required: [id, made], properties: {id: {type: string}, made: {type: string, readOnly: true}}}
    Outer: {type: object, properties: {results_request: {type: object, properties: {y: {type: string}}}, $thing: {type: string}, thing: {$ref: '#/components/schemas/pet'}}}
"##;

fn shaped(selection: &Selection) -> Crate {
    shaped_with(selection, &Options::default())
}

fn shaped_with(selection: &Selection, options: &Options) -> Crate {
    let mut diagnostics = Diagnostics::new();
    let document = source::from_text("names.yaml", DOCUMENT.to_owned(), &mut diagnostics).unwrap();
    let openapi = dialect::normalise_document(document, &mut diagnostics).unwrap();
    let api = api::resolve_api(&openapi, selection, &mut diagnostics).unwrap();
    rust::shape_crate(&api, options, &mut diagnostics).unwrap()
}

/// Methods with what they call, and types with the schemas that they are.
fn meanings(krate: &Crate) -> BTreeSet<String> {
    let operations = krate
        .operations
        .iter()
        .flat_map(|module| &module.operations);
    let operations = operations.map(|one| {
        let (method, table) = (one.method.as_str(), one.table.as_str());
        format!("{method}, {table}: {} {}", one.http_method, one.path)
    });
    let headers = krate.headers.iter();
    let headers = headers.map(|one| format!("header {:?}: {} {:?}", one.ident, one.name, one.ty));
    let types = krate
        .index
        .iter()
        .map(|one| format!("{}: {}", one.ident, one.schema));
    operations.chain(headers).chain(types).collect()
}

/// Which words places have in common changes with each that comes or goes: programs could write
/// them only where a lock holds what they stand for.
#[test]
fn what_several_places_share_is_written_by_their_names() {
    let without = shaped(&Selection::default());
    let shared = without.types.shared.iter();
    let shared: Vec<(&str, &str)> = shared.map(|(of, by)| (of.as_str(), by.as_str())).collect();
    let expected = [
        ("PutRequest", "PutFRequest"),
        ("PutRequestCostUnit", "PutFRequestCostUnit"),
    ];
    assert_eq!(shared, expected);
    let options = Options {
        locked: Some(LockedApi::default()),
        ..Options::default()
    };
    let with = shaped_with(&Selection::default(), &options);
    assert!(with.types.shared.is_empty());
    assert_eq!(definitions(&with), definitions(&without));
}

/// Types by their names, as they are; aliases only say which of equal types came first.
fn definitions(krate: &Crate) -> BTreeMap<String, String> {
    let items = krate.types.items.iter().map(|one| &one.item);
    let items = items.filter(|item| !matches!(item, Item::Alias(_)));
    items
        .map(|item| (item.ident().to_string(), format!("{item:?}")))
        .collect()
}

#[test]
fn a_name_means_the_same_whatever_is_wanted() {
    let all = shaped(&Selection::default());
    let (names, types) = (meanings(&all), definitions(&all));
    assert_eq!(all.counts.operations, 11);
    let paths = [
        "/a?beta=true",
        "/a",
        "/b",
        "/c",
        "/d",
        "/e",
        "/f",
        "/g",
        "/h",
        "/a*",
    ];
    for path in paths {
        let selection = Selection {
            paths: vec![path.to_owned()],
            ..Selection::default()
        };
        let some = shaped(&selection);
        assert!(some.counts.operations < all.counts.operations);
        let foreign: Vec<_> = meanings(&some).difference(&names).cloned().collect();
        assert!(foreign.is_empty(), "{path}: {foreign:#?} of {names:#?}");
        for (name, definition) in definitions(&some) {
            if let Some(whole) = types.get(&name) {
                assert_eq!(&definition, whole, "{path}");
            }
        }
    }
}

#[test]
fn what_is_not_wanted_is_not_there_and_reports_nothing() {
    let mut diagnostics = Diagnostics::new();
    let document = source::from_text("names.yaml", DOCUMENT.to_owned(), &mut diagnostics).unwrap();
    let openapi = dialect::normalise_document(document, &mut diagnostics).unwrap();
    let selection = Selection {
        paths: vec!["/d".to_owned()],
        ..Selection::default()
    };
    let api = api::resolve_api(&openapi, &selection, &mut diagnostics).unwrap();
    let krate = rust::shape_crate(&api, &Options::default(), &mut diagnostics).unwrap();
    assert_eq!(diagnostics.findings(), []);
    let items: Vec<String> = definitions(&krate).into_keys().collect();
    assert_eq!(items, ["PetOwner"]);
    assert_eq!(krate.operations.len(), 1);
    assert!(krate.headers.is_empty());
}

/// Schemas whose names end alike, one of them also without that ending.
const SERIALIZERS: &str = r##"
openapi: 3.0.3
info: {title: Serializers, version: "1"}
paths: {}
components:
  schemas:
    PetSerializer: {type: object, properties: {id: {type: string}}}
    Pet: {type: object, properties: {legs: {type: integer}}}
    OwnerSerializer: {type: object, properties: {home: {type: object, properties: {city: {type: string}}}}}
    Serializer: {type: object, properties: {id: {type: string}}}
    ChosenSerializer: {x-bindery-name: KeptSerializer, type: object, properties: {id: {type: string}}}
    EitherSerializer: {oneOf: [{$ref: '#/components/schemas/OwnerSerializer'}, {$ref: '#/components/schemas/V1PetSerializer'}]}
    V1PetSerializer: {type: object, required: [age], properties: {age: {type: integer}}}
"##;

#[test]
fn names_of_schemas_lose_what_rules_strip() {
    let mut diagnostics = Diagnostics::new();
    let document = source::from_text("s.yaml", SERIALIZERS.to_owned(), &mut diagnostics).unwrap();
    let openapi = dialect::normalise_document(document, &mut diagnostics).unwrap();
    let api = api::resolve_api(&openapi, &Selection::default(), &mut diagnostics).unwrap();
    let schemas = NameRule {
        strip_prefix: vec!["V1".to_owned()],
        strip_suffix: vec!["Serializer".to_owned()],
        ..NameRule::default()
    };
    let options = Options {
        names: NameRules {
            schemas,
            ..NameRules::default()
        },
        ..Options::default()
    };
    let krate = rust::shape_crate(&api, &options, &mut diagnostics).unwrap();
    let items = krate.types.items.iter().map(|item| &item.item);
    let names: BTreeSet<&str> = items.clone().map(|item| item.ident().as_str()).collect();
    let expected = [
        "Either",
        "KeptSerializer",
        "Owner",
        "OwnerHome",
        "Pet",
        "PetSerializer",
        "Serializer",
        "V1PetSerializer",
    ];
    assert_eq!(names, BTreeSet::from(expected));
    let variants = items.filter_map(|item| match item {
        Item::Union(union) => Some(union.variants.iter().map(|one| one.ident.as_str())),
        _ => None,
    });
    assert_eq!(variants.flatten().collect::<Vec<_>>(), ["Owner", "Pet"]);
}

/// Something of each kind that rules are for.
const RULED: &str = r##"
openapi: 3.0.3
info: {title: Ruled, version: "1"}
tags: [{name: v1 GitHub}]
paths:
  /pets/{pet_id_v1}:
    get:
      operationId: api_getGitHubPet_v1
      x-fern-sdk-method-name: ignored
      tags: [v1 GitHub]
      parameters:
        - {name: pet_id_v1, in: path, required: true, schema: {type: string}}
        - {name: qSort, in: query, schema: {type: string, enum: [SORT_UP, SORT_DOWN]}}
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/V1GitHubPet'}}}}}
components:
  schemas:
    V1GitHubPet:
      type: object
      properties:
        fldState: {type: object, properties: {fldOAuth2Id: {type: string}}}
        either: {oneOf: [{$ref: '#/components/schemas/KindCat'}, {$ref: '#/components/schemas/KindDog'}]}
    KindCat: {type: object, required: [purrs], properties: {purrs: {type: string}}}
    KindDog: {type: object, required: [barks], properties: {barks: {type: string}}}
"##;

#[test]
fn each_kind_of_names_has_rules_and_idle_ones_are_reported() {
    let mut diagnostics = Diagnostics::new();
    let document = source::from_text("r.yaml", RULED.to_owned(), &mut diagnostics).unwrap();
    let openapi = dialect::normalise_document(document, &mut diagnostics).unwrap();
    let api = api::resolve_api(&openapi, &Selection::default(), &mut diagnostics).unwrap();
    let mut names = NameRules::default();
    for rule in [
        "schemas:strip-prefix=V1",
        "schemas:keep=GitHub",
        "schemas:keep=GitLab",
        "properties:strip-prefix=fld",
        "properties:keep=OAuth2",
        "properties:replace=^x=>y",
        "variants:strip-prefix=SORT_",
        "variants:strip-prefix=Kind",
        "operations:replace=^api_(.*)_v1$=>$1",
        "operations:keep=GitHub",
        "parameters:strip-suffix=_v1",
        "parameters:replace=^q([A-Z])=>$1",
        "tags:strip-prefix=v1 ",
        "tags:keep=GitHub",
        "tags:strip-suffix=s",
    ] {
        names.add_written(rule).unwrap();
    }
    let options = Options {
        names,
        ..Options::default()
    };
    let krate = rust::shape_crate(&api, &options, &mut diagnostics).unwrap();
    let items = krate.types.items.iter().map(|item| &item.item);
    let types: BTreeSet<&str> = items.clone().map(|item| item.ident().as_str()).collect();
    let expected = [
        "GetGithubPetSort",
        "GithubPet",
        "GithubPetEither",
        "GithubPetState",
        "KindCat",
        "KindDog",
    ];
    assert_eq!(types, BTreeSet::from(expected));
    let mut inside: Vec<String> = Vec::new();
    for item in items {
        match item {
            Item::Struct(object, _) => {
                inside.extend(object.fields.iter().map(|one| one.ident.to_string()));
            }
            Item::Enum(list) => {
                inside.extend(list.variants.iter().map(|one| one.ident.to_string()));
            }
            Item::Union(union) => {
                inside.extend(union.variants.iter().map(|one| one.ident.to_string()));
            }
            _ => {}
        }
    }
    inside.sort();
    let expected = [
        "Cat",
        "Dog",
        "Down",
        "Up",
        "barks",
        "either",
        "oauth2_id",
        "purrs",
        "state",
    ];
    assert_eq!(inside, expected);
    let [module] = krate.operations.as_slice() else {
        unreachable!("there is one tag");
    };
    assert_eq!(module.ident.as_str(), "github");
    let operation = &module.operations[0];
    assert_eq!(operation.method.as_str(), "get_github_pet");
    assert_eq!(operation.arguments[0].ident.as_str(), "pet_id");
    let params = operation.params.as_ref().unwrap();
    assert_eq!(params.definition.fields[0].ident.as_str(), "sort");
    let told: Vec<&str> = diagnostics
        .findings()
        .iter()
        .map(|one| one.message.as_str())
        .collect();
    let expected = [
        "`GitLab` of `names.schemas`, `keep`, changes no name",
        "`^x` of `names.properties`, `replace`, changes no name",
        "`s` of `names.tags`, `strip-suffix`, changes no name",
    ];
    assert_eq!(told, expected);
}
