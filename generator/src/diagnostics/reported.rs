//! Failure as a type: whoever gives up has reported why.

use super::{Diagnostic, Diagnostics, Severity};

/// The proof that an error was reported, and why a stage gave up.
///
/// Only [`Diagnostics::error`] and its like make one, so a function that returns
/// `Result<_, Reported>` cannot fail without a finding that says why. What the error is
/// stands in the [`Diagnostics`] that it was reported to.
///
/// ```compile_fail
/// let reported = bindery::diagnostics::Reported(());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reported(());

impl Diagnostics {
    /// Reports a finding as an error, whatever the severity of its code.
    pub fn error(&mut self, mut diagnostic: Diagnostic) -> Reported {
        diagnostic.severity = Severity::Error;
        self.push(diagnostic);
        Reported(())
    }

    /// Reports why something could not be read.
    pub(crate) fn errors(&mut self, errors: Errors) -> Reported {
        let reported = self.error(*errors.first);
        self.extend(errors.others);
        reported
    }

    /// Gives the value only when no error was reported so far.
    ///
    /// A stage goes on after an error, so that one run tells all there is to tell, and
    /// ends in this.
    ///
    /// # Errors
    ///
    /// If any of the findings is an error.
    pub fn checked<T>(&self, value: T) -> Result<T, Reported> {
        if self.has_errors() {
            Err(Reported(()))
        } else {
            Ok(value)
        }
    }
}

/// Why something could not be read: one error at least.
#[derive(Debug)]
pub(crate) struct Errors {
    /// In a box, as results that hold this are handed on many times.
    first: Box<Diagnostic>,
    others: Vec<Diagnostic>,
}

impl Errors {
    /// All of a list, unless it is empty.
    pub(crate) fn from_list(findings: Vec<Diagnostic>) -> Option<Self> {
        let mut findings = findings.into_iter();
        let first = Box::new(findings.next()?);
        let others = findings.collect();
        Some(Self { first, others })
    }
}

impl From<Diagnostic> for Errors {
    fn from(first: Diagnostic) -> Self {
        Self {
            first: Box::new(first),
            others: Vec::new(),
        }
    }
}

impl From<Errors> for Vec<Diagnostic> {
    fn from(errors: Errors) -> Self {
        std::iter::once(*errors.first)
            .chain(errors.others)
            .collect()
    }
}
