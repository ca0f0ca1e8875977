#include "x509/tbs_certificate.h"

#include <algorithm>

#include "der/reader.h"
#include "der/writer.h"
#include "x509/errors.h"

namespace chancery::x509 {
namespace {

std::unexpected<Error> malformed(std::string problem) {
  return fail(kCertificateMalformed, "problem", std::move(problem));
}

// version [0] EXPLICIT INTEGER { v1(0), v2(1), v3(2) } DEFAULT v1
Result<int> read_version(der::Reader& in) {
  auto field = TRY(in.optional_context(0));
  if (!field) {
    return 1;
  }
  const std::int64_t number = TRY(field->small_integer());
  TRY(field->expect_end());
  if (number != 1 && number != 2) {
    return malformed("a version other than v1 (by default), v2 or v3");
  }
  return static_cast<int>(number) + 1;
}

Result<DistinguishedName> read_name(der::Reader& in) {
  return DistinguishedName::parse(TRY(in.read_tlv(der::Tag::sequence)));
}

Result<Bytes> read_checked(der::Reader& in) {
  const BytesView tlv = TRY(in.read_tlv(der::Tag::sequence));
  TRY(der::check_der(tlv));
  return to_bytes(tlv);
}

// SubjectPublicKeyInfo ::= SEQUENCE { algorithm AlgorithmIdentifier, subjectPublicKey BIT STRING }
Result<Bytes> read_spki(der::Reader& in) {
  const BytesView tlv = TRY(in.read_tlv(der::Tag::sequence));
  der::Reader outer(tlv);
  der::Reader fields = TRY(outer.sequence());
  TRY(read_checked(fields));
  TRY(fields.bit_string());
  TRY(fields.expect_end());
  return to_bytes(tlv);
}

Result<void> read_validity(der::Reader in, TbsCertificate& out) {
  out.not_before = TRY(in.time());
  out.not_after = TRY(in.time());
  return in.expect_end();
}

// issuerUniqueID [1] IMPLICIT BIT STRING OPTIONAL, subjectUniqueID [2] likewise
Result<Bytes> read_unique_ids(der::Reader& in) {
  Bytes ids;
  for (const unsigned number : {1U, 2U}) {
    if (in.next_is(der::context_primitive(number))) {
      const der::Element id = TRY(in.read_any());
      TRY(der::bit_string_content(id.value));
      append(ids, id.tlv);
    }
  }
  return ids;
}

}  // namespace

Bytes TbsCertificate::encode() const {
  der::Writer w(1024);
  w.sequence([&] {
    if (version > 1) {
      w.context(0, [&] { w.integer(version - 1); });
    }
    w.primitive(der::Tag::integer, serial.bytes());
    w.raw(signature_algorithm_der);
    w.raw(issuer.der());
    w.sequence([&] {
      w.time(not_before);
      w.time(not_after);
    });
    w.raw(subject.der());
    w.raw(spki_der);
    w.raw(unique_ids_der);
    if (!extensions.empty()) {
      w.context(3, [&] { extensions.write(w); });
    }
  });
  return w.take();
}

Result<TbsCertificate> TbsCertificate::parse(BytesView der) {
  if (der.size() > kMaxSize) {
    return fail(kTooLarge, "bytes", std::to_string(der.size()));
  }
  der::Reader outer(der);
  der::Reader in = TRY(outer.sequence());
  TRY(outer.expect_end());
  TbsCertificate tbs;
  tbs.version = TRY(read_version(in));
  tbs.serial = TRY(Serial::from_content(TRY(in.integer())));
  tbs.signature_algorithm_der = TRY(read_checked(in));
  tbs.issuer = TRY(read_name(in));
  TRY(read_validity(TRY(in.sequence()), tbs));
  tbs.subject = TRY(read_name(in));
  tbs.spki_der = TRY(read_spki(in));
  tbs.unique_ids_der = TRY(read_unique_ids(in));
  if (auto extensions = TRY(in.optional_context(3))) {
    tbs.extensions = TRY(Extensions::parse(TRY(extensions->read_tlv(der::Tag::sequence))));
    TRY(extensions->expect_end());
  }
  TRY(in.expect_end());
  if ((tbs.version < 3 && !tbs.extensions.empty()) ||
      (tbs.version < 2 && !tbs.unique_ids_der.empty())) {
    return malformed("fields that its version does not have");
  }
  return tbs;
}

}  // namespace chancery::x509
