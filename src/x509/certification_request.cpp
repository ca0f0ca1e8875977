#include "x509/certification_request.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/errors.h"
#include "crypto/errors.h"
#include "der/reader.h"
#include "der/writer.h"
#include "x509/algorithm_identifier.h"
#include "x509/context.h"
#include "x509/errors.h"

namespace chancery::x509 {

struct CertificationRequest::State {
  Bytes der;
  SignedData parts;
  DistinguishedName subject;
  crypto::PublicKey public_key;
  Extensions extensions;
  GeneralNames subject_alt_names;
};

namespace {

constexpr std::size_t kMaxAttributes = 32;

std::unexpected<Error> malformed(std::string problem) {
  return fail(kCsrMalformed, "problem", std::move(problem));
}

struct Info {
  BytesView subject_der;
  BytesView spki_der;
  Extensions extensions;
};

// Attribute ::= SEQUENCE { type OBJECT IDENTIFIER, values SET SIZE (1..MAX) OF ANY }
Result<Extensions> read_extension_request(der::Reader values) {
  const BytesView extensions_der = TRY(values.read_tlv(der::Tag::sequence));
  TRY(values.expect_end());
  if (extensions_der.size() == 2) {
    return Extensions();  // an empty SEQUENCE: some clients ask for nothing in this way
  }
  return Extensions::parse(extensions_der);
}

Result<Extensions> read_attributes(der::Reader in) {
  Extensions extensions;
  std::vector<Oid> seen;
  while (!in.at_end()) {
    der::Reader attribute = TRY(in.sequence());
    const Oid type = TRY(attribute.oid());
    der::Reader values = TRY(attribute.set());
    TRY(attribute.expect_end());
    if (values.at_end() || std::ranges::count(seen, type) > 0 || seen.size() == kMaxAttributes) {
      return malformed("an attribute is empty, stands twice, or is the 33rd");
    }
    seen.push_back(type);
    if (type == kExtensionRequest) {
      extensions = TRY(read_extension_request(values));
    } else {
      while (!values.at_end()) {
        TRY(der::check_der(TRY(values.read_any()).tlv));
      }
    }
  }
  return extensions;
}

// CertificationRequestInfo ::= SEQUENCE {
//   version INTEGER { v1(0) }, subject Name, subjectPKInfo, attributes [0] SET OF Attribute }
Result<Info> read_info(BytesView der) {
  der::Reader outer(der);
  der::Reader in = TRY(outer.sequence());
  Info info;
  if (TRY(in.small_integer()) != 0) {
    return malformed("a version other than v1");
  }
  info.subject_der = TRY(in.read_tlv(der::Tag::sequence));
  info.spki_der = TRY(in.read_tlv(der::Tag::sequence));
  // RFC 2986 wants the attributes to be there even when empty; old clients leave them out.
  if (const auto attributes = TRY(in.optional_context(0))) {
    info.extensions = TRY(read_attributes(*attributes));
  }
  TRY(in.expect_end());
  return info;
}

Result<GeneralNames> read_subject_alt_names(const Extensions& extensions) {
  const Extension* const names = extensions.find(kSubjectAltName);
  return names == nullptr ? GeneralNames() : parse_subject_alt_name(names->value);
}

}  // namespace

Result<CertificationRequest> CertificationRequest::parse(BytesView der) {
  const auto parse_it = [&]() -> Result<CertificationRequest> {
    if (der.size() > kMaxSize) {
      return fail(kTooLarge, "bytes", std::to_string(der.size()));
    }
    Bytes owned = to_bytes(der);
    const SignedData parts = TRY(parse_signed_data(owned));  // views stay when `owned` is moved
    Info info = TRY(read_info(parts.tbs_der));
    DistinguishedName subject = TRY(DistinguishedName::parse(info.subject_der));
    crypto::PublicKey key = TRY(crypto::PublicKey::from_spki(info.spki_der));
    GeneralNames names = TRY(read_subject_alt_names(info.extensions));
    return CertificationRequest(std::make_shared<const State>(
        State{std::move(owned), parts, std::move(subject), std::move(key),
              std::move(info.extensions), std::move(names)}));
  };
  return found_in("certificate signing request", parse_it());
}

Result<CertificationRequest> CertificationRequest::parse_pem_or_der(BytesView file) {
  if (!file.empty() && file.front() == static_cast<std::uint8_t>(der::Tag::sequence)) {
    return parse(file);
  }
  if (file.size() > 2 * kMaxSize) {
    return fail(kTooLarge, "bytes", std::to_string(file.size()));
  }
  const std::vector<PemBlock> blocks = TRY(parse_pem(as_text(file)));
  const bool is_request = blocks.size() == 1 && (blocks[0].label == "CERTIFICATE REQUEST" ||
                                                 blocks[0].label == "NEW CERTIFICATE REQUEST");
  if (!is_request) {
    return fail(kPemMalformed, "expected", "one block CERTIFICATE REQUEST");
  }
  return parse(blocks[0].der);
}

Result<void> CertificationRequest::verify_signature() const {
  auto verified = state_->parts.verify(state_->public_key);
  if (!verified && verified.error().is(crypto::kSignatureInvalid)) {
    return fail(kCsrSignature);
  }
  return verified;
}

BytesView CertificationRequest::der() const {
  return state_->der;
}
const DistinguishedName& CertificationRequest::subject() const {
  return state_->subject;
}
const crypto::PublicKey& CertificationRequest::public_key() const {
  return state_->public_key;
}
Result<crypto::SignatureAlgorithm> CertificationRequest::signature_algorithm() const {
  return parse_algorithm_identifier(state_->parts.algorithm_der);
}
const Extensions& CertificationRequest::requested_extensions() const {
  return state_->extensions;
}
const GeneralNames& CertificationRequest::subject_alt_names() const {
  return state_->subject_alt_names;
}

Bytes encode_certification_request_info(const DistinguishedName& subject, BytesView spki_der,
                                        const Extensions& requested) {
  der::Writer w(512);
  w.sequence([&] {
    w.integer(0);
    w.raw(subject.der());
    w.raw(spki_der);
    w.context(0, [&] {
      if (requested.empty()) {
        return;
      }
      w.sequence([&] {
        w.oid(kExtensionRequest);
        w.set([&] { requested.write(w); });
      });
    });
  });
  return w.take();
}

Result<Bytes> make_certification_request(const crypto::PrivateKey& key,
                                         const DistinguishedName& subject,
                                         const Extensions& requested) {
  const auto algorithm = crypto::default_signature_algorithm(key.spec());
  const Bytes info =
      encode_certification_request_info(subject, key.public_key().spki_der(), requested);
  return assemble(info, algorithm, TRY(key.sign(algorithm, info)));
}

}  // namespace chancery::x509
