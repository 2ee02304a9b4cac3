//! The kinds of change: codes, levels, and what each means.

use crate::source::Pointer;

/// How much a change weighs, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeLevel {
    /// A program goes on to compile and does something else.
    Silent,
    /// A program may no longer compile.
    Source,
    /// Two names were one type, and are no longer.
    Identity,
    /// A program compiles, and the same calls are sent in another way.
    Behaviour,
    /// What programs that were built with the old version meet at the new server.
    Wire,
    /// Something is new, and nothing else has changed.
    Additive,
}

impl ChangeLevel {
    /// The level's name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Silent => "silent",
            Self::Source => "source",
            Self::Identity => "identity",
            Self::Behaviour => "behaviour",
            Self::Wire => "wire",
            Self::Additive => "additive",
        }
    }
}

macro_rules! change_kinds {
    ($($name:ident = $code:literal $level:ident: $title:literal, $explanation:literal;)*) => {
        /// A kind of change.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ChangeKind {
            $(#[doc = $title] $name,)*
        }

        impl ChangeKind {
            /// All kinds, the gravest first.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The stable code, such as `D0101`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// What the code stands for, in a few words.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }

            /// What it means, and what to do.
            pub const fn explanation(self) -> &'static str {
                match self { $(Self::$name => $explanation,)* }
            }

            /// How much it weighs.
            pub const fn level(self) -> ChangeLevel {
                match self { $(Self::$name => ChangeLevel::$level,)* }
            }
        }
    };
}

change_kinds! {
    ConstructorMeansOther = "D0101" Silent: "A constructor takes the same types in another meaning",
        "Old calls compile, and put their values into other properties: a token may become an identifier. Look at every call of the constructor, and name what each argument is.";
    TypeNameMeansOther = "D0102" Silent: "A type's name belongs to another schema",
        "The schema that had the name has another one now. Programs that use the name may compile with the other schema. Rename by `x-bindery-name` or in `bindery.toml`, or replace the name wherever it is used.";
    MethodMeansOther = "D0103" Silent: "A method's name belongs to another operation",
        "Calls of the method may compile and reach another operation of the server. Give the operations names of their own with `x-bindery-name`, or replace the calls.";
    VariantMeansOther = "D0104" Silent: "A variant of an enum stands for another value",
        "The same Rust name is written and read as another text or number. Replace the variant by the one that stands for the old value.";
    FieldMeansOther = "D0105" Silent: "A field stands for another property",
        "The same Rust name is written and read as another property. Use the field that stands for the old property.";
    ArgumentsMeanOther = "D0106" Silent: "A method takes the same types in another meaning",
        "Old calls compile, and put their values into other parameters. Look at every call of the method.";
    RestMeansOther = "D0107" Silent: "Objects whose tag nobody knows are read as another variant",
        "The discriminator's `defaultMapping` has come, gone, or names another schema: objects without a tag, or with one that no variant has, are another variant now, `Unknown` where there is none. Look at the branches of both in each `match`.";
    TypeGone = "D0201" Source: "A type is gone",
        "No schema of the new document has it. Programs that name it no longer compile.";
    TypeRenamed = "D0202" Source: "A type has another name",
        "The schema is there under another name. Replace the name.";
    TypeFormChanged = "D0203" Source: "A type is of another form",
        "It was, say, a struct, and is an enum now. Programs that look into it have to be changed.";
    MemberGone = "D0204" Source: "A field, variant or method of a type is gone",
        "Programs that use it no longer compile.";
    MemberRenamed = "D0205" Source: "A field, variant or method of a type has another name",
        "What it stands for is there under another name. Replace the name.";
    MemberTypeChanged = "D0206" Source: "A field, variant or method of a type has another type",
        "What it holds, takes or gives has another type. Change what is read from it or put into it.";
    ConstructorChanged = "D0207" Source: "A constructor takes something else",
        "Required properties have come, gone, or changed their types. Change the calls.";
    ConstructorGone = "D0208" Source: "A constructor is gone",
        "The type can no longer be made in this way: read it from JSON in tests, or use the other ways to make it.";
    DefaultGone = "D0209" Source: "A type has no default any more",
        "Something in it is required now. Use its constructor.";
    MethodGone = "D0210" Source: "A method is gone",
        "The new document has no such operation.";
    MethodRenamed = "D0211" Source: "A method has another name",
        "The operation is there under another name. Replace the name.";
    ArgumentsChanged = "D0212" Source: "A method takes something else",
        "Parameters or the body have come, gone, or changed their types. Change the calls.";
    SuccessTypeChanged = "D0213" Source: "A method gives another type",
        "What a successful call gives has another type.";
    ErrorTypeChanged = "D0214" Source: "A method fails with another type",
        "What the documented failures give has another type. Programs that name it have to be changed.";
    TypesSplit = "D0301" Identity: "Two names that were one type are no longer",
        "Programs that use a value of one where the other is wanted no longer compile.";
    CallParametersChanged = "D0302" Identity: "A call may be given other parameters",
        "The parameters that can all be left out are a part of the call's type, `Call<Pets, ListPetsError, ListPetsParams>`. Calls go on to compile; programs that write down that type have to write the new one.";
    ServersChanged = "D0401" Behaviour: "Servers have changed",
        "Clients that use the document's server reach another one.";
    SecurityChanged = "D0402" Behaviour: "Calls authenticate in another way",
        "Security requirements or schemes have changed: look whether the credentials that the client holds are those that are wanted.";
    ChecksChanged = "D0403" Behaviour: "What is checked before sending has changed",
        "Values that were sent before may be refused before they are sent, or the other way round.";
    RetriesChanged = "D0404" Behaviour: "Whether a call may be repeated has changed",
        "Calls are or are no longer repeated after failures that may have reached the server.";
    EncodingChanged = "D0405" Behaviour: "A parameter or a part of a form is written in another way",
        "Style, explode, content or headers of a parameter or part have changed: the same value is sent as another text.";
    BodyMediaTypeChanged = "D0406" Behaviour: "A body is sent in another media type",
        "The same argument is sent in another form.";
    EndpointMoved = "D0407" Behaviour: "A method reaches another path",
        "The operation has moved; calls go to another path or use another HTTP method.";
    ConstantChanged = "D0408" Behaviour: "A constant that is sent by itself is another one",
        "Constructors fill in a tag or another property, parameter or header that has one value, and the document gives another value now. Programs compile and send the new one: make sure that the server which they call knows it.";
    AttemptsReordered = "D0409" Behaviour: "Alternatives that nothing tells apart are tried in another order",
        "A value that fits several alternatives of a union equally well is read as the first of them, and that is another one now. Give each alternative a required property with a constant of its own, by an overlay if the document is not yours.";
    OperationGoneAtServer = "D0501" Wire: "Old clients call an operation that is gone",
        "Programs that were built with the old version get what the server answers to unknown paths.";
    AnswerLosesProperty = "D0502" Wire: "Old clients miss a property in answers",
        "They require a property that may be absent or null now, and fail to read answers without it.";
    AnswerOfOtherKind = "D0503" Wire: "Old clients read answers of another kind",
        "A value in answers may have another JSON type or form than before, which old clients fail to read.";
    AnswerHasNewVariant = "D0504" Wire: "Old clients meet a variant of a union without a tag that they do not know",
        "They read it as `Unknown`, or as another variant that happens to fit.";
    RequestNeedsMore = "D0505" Wire: "Old clients do not send what is required now",
        "A property, parameter or body is required that was not, and the server may refuse requests without it.";
    RequestTakesLess = "D0506" Wire: "Old clients send what is no longer taken",
        "A value, property, parameter or type that requests could have is no longer taken.";
    SuccessUndocumented = "D0507" Wire: "Old clients do not know a success",
        "A status or media type of success is new. Old clients tell it as an undocumented answer, although the call was applied.";
    FailureUndocumented = "D0508" Wire: "Old clients do not know a failure",
        "A failure is new. Old clients tell it as an undocumented answer, with status and body.";
    ProviderCallGone = "D0509" Wire: "The provider no longer makes a call",
        "A webhook or callback is gone from the document. Programs that wait for it wait in vain.";
    TypeAdded = "D0601" Additive: "A type is new",
        "Nothing has to be done.";
    MemberAdded = "D0602" Additive: "A field, variant or method of a type is new",
        "Nothing has to be done. A value that a program caught as unknown may have a variant of its own now.";
    MethodAdded = "D0603" Additive: "A method is new",
        "Nothing has to be done.";
    ConstructorAdded = "D0604" Additive: "A type can be made in a new way",
        "Nothing has to be done.";
    PrecisionHeld = "D0605" Additive: "The lock holds another type than the document's",
        "The document promises more of a value than before, or asks for less: it is always there, of a format, or smaller; or requests may leave it out. Programs go on to compile, as `bindery.lock` holds the type that they know. `bindery generate --precise` takes what the document says, with a major version; for one value, delete its word in the lock.";
    ProviderCallAdded = "D0606" Additive: "The provider makes a new call",
        "A webhook or callback is new. Programs that were built before read it as `Unknown`, if it is sent to them.";
    Deprecated = "D0607" Additive: "Something is deprecated, or goes on another day",
        "The document says that it is on its way out, perhaps with the day (`x-sunset`). Programs compile, and rustc warns of each use.";
}

impl ChangeKind {
    /// Finds a kind by its code, without regard to case.
    pub fn parse(text: &str) -> Option<Self> {
        let mut kinds = Self::ALL.iter().copied();
        kinds.find(|kind| kind.as_str().eq_ignore_ascii_case(text))
    }
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What kind of change it is.
    pub kind: ChangeKind,
    /// What has changed: `types::Pet`, `list_pets`.
    pub subject: String,
    /// Where it stands in the old document.
    pub old_place: Option<Pointer>,
    /// Where it stands in the new document.
    pub new_place: Option<Pointer>,
    /// How it was; empty if it was not.
    pub before: String,
    /// How it is; empty if it is no longer.
    pub after: String,
    /// What to write now; empty where there is nothing to do.
    pub advice: String,
}

impl Change {
    /// A change of something.
    pub(super) fn new(kind: ChangeKind, subject: impl Into<String>) -> Self {
        Self {
            kind,
            subject: subject.into(),
            old_place: None,
            new_place: None,
            before: String::new(),
            after: String::new(),
            advice: String::new(),
        }
    }

    /// Says how it was and how it is.
    pub(super) fn values(mut self, before: impl Into<String>, after: impl Into<String>) -> Self {
        self.before = before.into();
        self.after = after.into();
        self
    }

    /// Says where it stands in both documents.
    pub(super) fn places(mut self, old: Option<&Pointer>, new: Option<&Pointer>) -> Self {
        self.old_place = old.cloned();
        self.new_place = new.cloned();
        self
    }

    /// Says what to write now.
    pub(super) fn advice(mut self, advice: impl Into<String>) -> Self {
        self.advice = advice.into();
        self
    }

    /// How much it weighs.
    pub fn level(&self) -> ChangeLevel {
        self.kind.level()
    }
}
