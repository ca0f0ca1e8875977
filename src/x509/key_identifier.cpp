#include "x509/key_identifier.h"

#include "der/reader.h"
#include "der/writer.h"
#include "x509/errors.h"

namespace chancery::x509 {

crypto::Sha1Digest key_id_sha1(const crypto::PublicKey& key) {
  return crypto::sha1(key.key_bits());
}

Result<crypto::Sha1Digest> key_id_sha1(BytesView spki_der) {
  // SubjectPublicKeyInfo ::= SEQUENCE { algorithm AlgorithmIdentifier, subjectPublicKey BIT STRING
  // }
  der::Reader outer(spki_der);
  der::Reader in = TRY(outer.sequence());
  TRY(outer.expect_end());
  TRY(in.read(der::Tag::sequence));
  const BytesView bits = TRY(in.bit_string_bytes());
  TRY(in.expect_end());
  return crypto::sha1(bits);
}

Extension subject_key_identifier_extension(BytesView key_id) {
  der::Writer w(32);
  w.octet_string(key_id);
  return {kSubjectKeyIdentifier, false, w.take()};
}

Result<Bytes> parse_subject_key_identifier(BytesView value) {
  der::Reader in(value);
  const BytesView key_id = TRY(in.octet_string());
  TRY(in.expect_end());
  if (key_id.empty()) {
    return fail(kExtensionMalformed, "problem", "an empty key identifier");
  }
  return to_bytes(key_id);
}

Extension authority_key_identifier_extension(BytesView key_id) {
  der::Writer w(32);
  w.sequence([&] { w.context_primitive(0, key_id); });
  return {kAuthorityKeyIdentifier, false, w.take()};
}

Result<AuthorityKeyIdentifier> parse_authority_key_identifier(BytesView value) {
  der::Reader outer(value);
  der::Reader in = TRY(outer.sequence());
  TRY(outer.expect_end());
  AuthorityKeyIdentifier identifier;
  if (const auto key_id = TRY(in.read_optional(der::context_primitive(0)))) {
    identifier.key_id = to_bytes(*key_id);
  }
  if (const auto issuer = TRY(in.optional_context(1))) {
    identifier.issuer = TRY(read_general_names(*issuer));
  }
  if (const auto serial = TRY(in.read_optional(der::context_primitive(2)))) {
    identifier.serial = TRY(Serial::from_content(*serial));
  }
  TRY(in.expect_end());
  if (identifier.issuer.empty() == identifier.serial.has_value()) {
    return fail(kExtensionMalformed, "problem", "an issuer without serial, or the reverse");
  }
  return identifier;
}

}  // namespace chancery::x509
