#include "crypto/spki.h"

#include "crypto/errors.h"
#include "der/reader.h"

namespace chancery::crypto {
namespace {

template <class T>
Result<T> as_malformed(Result<T> parsed) {
  if (!parsed) {
    return fail(kPublicKeyMalformed, "reason", parsed.error().message());
  }
  return parsed;
}

// SubjectPublicKeyInfo ::= SEQUENCE {
//   algorithm         AlgorithmIdentifier,
//   subjectPublicKey  BIT STRING }
Result<ParsedSpki> read_spki(BytesView der) {
  ParsedSpki out;
  der::Reader whole(der);
  der::Reader spki = TRY(whole.sequence());
  der::Reader algorithm = TRY(spki.sequence());
  out.algorithm = TRY(algorithm.oid());
  out.parameters_tlv = algorithm.rest();
  out.bits = TRY(spki.bit_string_bytes());
  TRY(spki.expect_end());
  TRY(whole.expect_end());
  return out;
}

// RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }
Result<RsaPublicNumbers> read_rsa_key(BytesView der) {
  RsaPublicNumbers out;
  der::Reader whole(der);
  der::Reader key = TRY(whole.sequence());
  out.modulus = TRY(key.unsigned_integer());
  out.exponent = TRY(key.unsigned_integer());
  TRY(key.expect_end());
  TRY(whole.expect_end());
  return out;
}

}  // namespace

Result<ParsedSpki> parse_spki(BytesView der) {
  return as_malformed(read_spki(der));
}

Result<RsaPublicNumbers> parse_rsa_key(BytesView der) {
  return as_malformed(read_rsa_key(der));
}

Bytes write_rsa_key(const RsaPublicNumbers& numbers) {
  der::Writer w(numbers.modulus.size() + 32);
  w.sequence([&] {                         // RSAPublicKey ::= SEQUENCE {
    w.unsigned_integer(numbers.modulus);   //   modulus         INTEGER,
    w.unsigned_integer(numbers.exponent);  //   publicExponent  INTEGER }
  });
  return w.take();
}

}  // namespace chancery::crypto
