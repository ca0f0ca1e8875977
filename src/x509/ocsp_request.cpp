#include "x509/ocsp_request.h"

#include "x509/algorithm_identifier.h"
#include "x509/context.h"
#include "x509/errors.h"

namespace chancery::x509 {
namespace {

std::unexpected<Error> malformed(std::string problem) {
  return fail(kOcspRequestMalformed, "problem", std::move(problem));
}

// Nonce ::= OCTET STRING (SIZE (1..128)), inside of the extension's own OCTET STRING.
Result<BytesView> read_nonce(BytesView value) {
  der::Reader in(value);
  const BytesView nonce = TRY(in.octet_string());
  TRY(in.expect_end());
  if (nonce.empty() || nonce.size() > OcspRequest::kMaxNonce) {
    return fail(kOcspNonceLength, "octets", std::to_string(nonce.size()));
  }
  return nonce;
}

// Extensions [n] EXPLICIT; `nonce` is null where a nonce has no place.
Result<void> read_extensions(der::Reader explicit_tag, std::optional<BytesView>* nonce) {
  der::Reader in = TRY(explicit_tag.sequence());
  TRY(explicit_tag.expect_end());
  while (!in.at_end()) {
    const ExtensionView extension = TRY(ExtensionView::read(in));
    if (extension.id == kOcspNonce && nonce != nullptr) {
      if (nonce->has_value()) {
        return fail(kExtensionDuplicate, "extension", extension.id.to_dotted());
      }
      *nonce = TRY(read_nonce(extension.value));
    } else if (extension.critical) {
      return fail(kExtensionCriticalUnknown, "extension", extension.id.to_dotted());
    }
  }
  return {};
}

// Request ::= SEQUENCE { reqCert CertID, singleRequestExtensions [0] EXPLICIT OPTIONAL }
Result<CertId> read_request(der::Reader in) {
  CertId id = TRY(CertId::read(in));
  if (const auto extensions = TRY(in.optional_context(0))) {
    TRY(read_extensions(*extensions, nullptr));
  }
  TRY(in.expect_end());
  return id;
}

}  // namespace

// CertID ::= SEQUENCE { hashAlgorithm, issuerNameHash OCTET STRING, issuerKeyHash OCTET STRING,
//   serialNumber INTEGER }
Result<CertId> CertId::read(der::Reader& in) {
  CertId id;
  id.der = TRY(in.read_tlv(der::Tag::sequence));
  der::Reader outer(id.der);
  der::Reader fields = TRY(outer.sequence());
  id.hash = TRY(parse_hash_identifier(TRY(fields.read_tlv(der::Tag::sequence))));
  id.issuer_name_hash = TRY(fields.octet_string());
  id.issuer_key_hash = TRY(fields.octet_string());
  id.serial = TRY(Serial::from_content(TRY(fields.integer())));
  TRY(fields.expect_end());
  const std::size_t size = crypto::digest_size(id.hash);
  if (id.issuer_name_hash.size() != size || id.issuer_key_hash.size() != size) {
    return malformed("a hash that is not as long as its algorithm says");
  }
  return id;
}

Bytes encode_cert_id(crypto::HashAlgorithm hash, BytesView issuer_name_der,
                     BytesView issuer_key_bits, const Serial& serial) {
  der::Writer w(192);
  w.sequence([&] {
    w.raw(hash_identifier(hash));
    w.octet_string(crypto::hash(hash, issuer_name_der));
    w.octet_string(crypto::hash(hash, issuer_key_bits));
    w.primitive(der::Tag::integer, serial.bytes());
  });
  return w.take();
}

Result<OcspRequest> OcspRequest::parse(BytesView der) {
  return found_in("OCSP request", read(der));
}

// OCSPRequest ::= SEQUENCE {
//   tbsRequest SEQUENCE { version [0] DEFAULT v1, requestorName [1] OPTIONAL,
//     requestList SEQUENCE OF Request, requestExtensions [2] OPTIONAL },
//   optionalSignature [0] EXPLICIT OPTIONAL }
Result<OcspRequest> OcspRequest::read(BytesView der) {
  if (der.size() > kMaxSize) {
    return fail(kTooLarge, "bytes", std::to_string(der.size()));
  }
  der::Reader outer(der);
  der::Reader message = TRY(outer.sequence());
  TRY(outer.expect_end());
  der::Reader in = TRY(message.sequence());
  if (in.next_is(der::context(0))) {
    return malformed("a version other than v1, which is the default and not written");
  }
  TRY(in.read_optional(der::context(1)));
  OcspRequest request;
  for (der::Reader list = TRY(in.sequence()); !list.at_end();) {
    if (request.cert_ids_.size() == kMaxCertIds) {
      return fail(kTooLarge, "certificates", "more than 64");
    }
    request.cert_ids_.push_back(TRY(read_request(TRY(list.sequence()))));
  }
  if (request.cert_ids_.empty()) {
    return malformed("no certificate is asked about");
  }
  if (const auto extensions = TRY(in.optional_context(2))) {
    TRY(read_extensions(*extensions, &request.nonce_));
  }
  TRY(in.expect_end());
  TRY(message.read_optional(der::context(0)));
  TRY(message.expect_end());
  return request;
}

Bytes encode_ocsp_request(BytesView cert_id_der, BytesView nonce) {
  der::Writer w;
  w.sequence([&] {
    w.sequence([&] {
      w.sequence([&] { w.sequence([&] { w.raw(cert_id_der); }); });
      if (!nonce.empty()) {
        w.context(2, [&] { w.sequence([&] { nonce_extension(nonce).write(w); }); });
      }
    });
  });
  return w.take();
}

Extension nonce_extension(BytesView nonce) {
  der::Writer w;
  w.octet_string(nonce);
  return {kOcspNonce, false, w.take()};
}

}  // namespace chancery::x509
