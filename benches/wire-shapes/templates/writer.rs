// For the experiment only: objects written without `dyn`, one line a field.

use super::*;

#[allow(missing_docs)]
impl Writer {
    #[inline]
    pub fn object(
        &mut self,
        record: &'static Record,
        fields: impl FnOnce(&mut Members<'_>),
        rest: &dyn Rest,
    ) {
        let mut members = Members::begin(self, record.fields);
        fields(&mut members);
        rest.write(&mut members);
        members.end();
    }
}

#[allow(missing_docs)]
impl Members<'_> {
    #[inline]
    pub fn always<T: Encode>(&mut self, record: &Record, index: usize, value: &T) {
        self.field(&record.fields[index], value);
    }

    #[inline]
    pub fn maybe<T: Encode>(&mut self, record: &Record, index: usize, value: &Option<T>) {
        if let Some(value) = value {
            self.always(record, index, value);
        }
    }
}
