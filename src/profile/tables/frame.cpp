#include "profile/tables/tables.h"

namespace chancery::profile {
namespace {

Row fixed(Field field, std::string_view text, std::string_view citation) {
  return {field,           Presence::must, Emission::always, Criticality::not_an_extension,
          Explained{text}, citation,       kRfc5280};
}

}  // namespace

Rows with_frame(std::string_view validity_citation, const Rows& subject, const Rows& extensions) {
  Rows rows = {
      fixed(Field::version, "v3", "RFC 5280 4.1.2.1; NT-144"),
      fixed(Field::serial_number, "positive, 16 octets, 126 bits of a CSPRNG",
            "RFC 5280 4.1.2.2; TLS BR 7.1.2.7; NT-145"),
      fixed(Field::signature, "the bytes listed for the issuer's key",
            "RFC 5280 4.1.2.3; TLS BR 7.1.3.2; NT-144, NT-179..181"),
      fixed(Field::issuer, "the subject of the issuer, byte for byte",
            "RFC 5280 4.1.2.4; TLS BR 7.1.4.1; NT-23"),
      fixed(Field::validity, "the stricter of wish, profile, law and issuer", validity_citation),
  };
  rows.insert(rows.end(), subject.begin(), subject.end());
  rows.push_back(fixed(Field::subject_public_key, "as proven by the request",
                       "RFC 5280 4.1.2.7; TLS BR 7.1.3.1; NT-177, NT-178"));
  rows.push_back(
      forbidden(Field::unique_ids, "no unique identifiers", "RFC 5280 4.1.2.8; NT-144", kRfc5280));
  rows.insert(rows.end(), extensions.begin(), extensions.end());
  return rows;
}

Row given(const der::Oid& attribute, Presence presence, std::string_view citation,
          Seconds effective_from) {
  return {Field::subject,
          presence,
          Emission::when_given,
          Criticality::not_an_extension,
          SubjectAttribute{attribute},
          citation,
          effective_from};
}

Row verified(const SubjectAttribute& attribute, Presence presence, std::string_view citation,
             Seconds effective_from) {
  SubjectAttribute value = attribute;
  value.source = AttributeSource::identity;
  return {Field::subject, presence, Emission::when_given, Criticality::not_an_extension,
          value,          citation, effective_from};
}

Row left_out(const der::Oid& attribute, Presence presence, std::string_view citation,
             Seconds effective_from) {
  return {Field::subject,
          presence,
          Emission::never,
          Criticality::not_an_extension,
          SubjectAttribute{attribute},
          citation,
          effective_from};
}

Row forbidden(Field field, std::string_view what, std::string_view citation,
              Seconds effective_from) {
  return {field,           Presence::must_not, Emission::never, Criticality::not_an_extension,
          Explained{what}, citation,           effective_from};
}

}  // namespace chancery::profile
