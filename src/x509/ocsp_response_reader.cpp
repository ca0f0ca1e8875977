#include "der/reader.h"
#include "x509/context.h"
#include "x509/errors.h"
#include "x509/ocsp_request.h"
#include "x509/ocsp_response.h"

namespace chancery::x509 {

struct OcspResponse::State {
  Bytes der;
  OcspStatus status = OcspStatus::successful;
  SignedData parts;
  BytesView responder_key_hash;
  BytesView responder_name_der;
  Seconds produced_at{};
  std::vector<SingleResponse> responses;
  BytesView nonce;
  std::vector<Certificate> certificates;
};

namespace {

constexpr std::size_t kMaxCertificates = 16;

std::unexpected<Error> malformed(std::string problem) {
  return fail(kOcspResponseMalformed, "problem", std::move(problem));
}

Result<OcspStatus> read_response_status(der::Reader& in) {
  const std::int64_t code = TRY(in.enumerated());
  if (code > 6 || code == 4) {
    return malformed("a response status that is none");
  }
  return static_cast<OcspStatus>(code);
}

// RevokedInfo ::= SEQUENCE { revocationTime, revocationReason [0] EXPLICIT CRLReason OPTIONAL }
Result<void> read_revoked(der::Reader in, SingleResponse& out) {
  out.status = CertStatus::revoked;
  out.revoked_at = TRY(in.generalized_time());
  if (auto field = TRY(in.optional_context(0))) {
    out.reason = revocation_reason_from_code(TRY(field->enumerated()));
    TRY(field->expect_end());
    if (!out.reason) {
      return malformed("a reason code that is none");
    }
  }
  return in.expect_end();
}

Result<void> read_status(der::Reader& in, SingleResponse& out) {
  if (auto revoked = TRY(in.optional_context(1))) {
    return read_revoked(*revoked, out);
  }
  const der::Element status = TRY(in.read_any());
  const bool is_good = status.tag == der::context_primitive(0);
  if ((!is_good && status.tag != der::context_primitive(2)) || !status.value.empty()) {
    return malformed("a certificate status that is none");
  }
  out.status = is_good ? CertStatus::good : CertStatus::unknown;
  return {};
}

Result<SingleResponse> read_single_response(der::Reader in) {
  SingleResponse response;
  response.cert_id_der = to_bytes(TRY(CertId::read(in)).der);
  TRY(read_status(in, response));
  response.this_update = TRY(in.generalized_time());
  if (auto field = TRY(in.optional_context(0))) {
    response.next_update = TRY(field->generalized_time());
    TRY(field->expect_end());
  }
  if (auto extensions = TRY(in.optional_context(1))) {
    TRY(Extensions::parse(TRY(extensions->read_tlv(der::Tag::sequence))));
    TRY(extensions->expect_end());
  }
  TRY(in.expect_end());
  return response;
}

Result<BytesView> read_response_nonce(der::Reader explicit_tag) {
  BytesView nonce;
  der::Reader in = TRY(explicit_tag.sequence());
  TRY(explicit_tag.expect_end());
  while (!in.at_end()) {
    const ExtensionView extension = TRY(ExtensionView::read(in));
    if (extension.id == kOcspNonce) {
      der::Reader value(extension.value);
      nonce = TRY(value.octet_string());
      TRY(value.expect_end());
    }
  }
  return nonce;
}

Result<std::vector<Certificate>> read_certificates(der::Reader explicit_tag) {
  std::vector<Certificate> certificates;
  for (der::Reader in = TRY(explicit_tag.sequence()); !in.at_end();) {
    if (certificates.size() == kMaxCertificates) {
      return fail(kTooLarge, "certificates", "more than 16");
    }
    certificates.push_back(TRY(Certificate::parse(TRY(in.read_tlv(der::Tag::sequence)))));
  }
  TRY(explicit_tag.expect_end());
  return certificates;
}

}  // namespace

// ResponseData ::= SEQUENCE { version [0] DEFAULT v1, responderID CHOICE { byName [1], byKey [2] },
//   producedAt, responses SEQUENCE OF SingleResponse, responseExtensions [1] OPTIONAL }
Result<void> OcspResponse::read_response_data(State& state) {
  der::Reader outer(state.parts.tbs_der);
  der::Reader in = TRY(outer.sequence());
  if (auto by_name = TRY(in.optional_context(1))) {
    state.responder_name_der = TRY(by_name->read_tlv(der::Tag::sequence));
    TRY(by_name->expect_end());
    TRY(DistinguishedName::parse(state.responder_name_der));
  } else {
    der::Reader by_key = TRY(in.context(2));
    state.responder_key_hash = TRY(by_key.octet_string());
    TRY(by_key.expect_end());
  }
  state.produced_at = TRY(in.generalized_time());
  for (der::Reader list = TRY(in.sequence()); !list.at_end();) {
    state.responses.push_back(TRY(read_single_response(TRY(list.sequence()))));
  }
  if (state.responses.empty()) {
    return malformed("no certificate is answered for");
  }
  if (auto extensions = TRY(in.optional_context(1))) {
    state.nonce = TRY(read_response_nonce(*extensions));
  }
  return in.expect_end();
}

// BasicOCSPResponse ::= SEQUENCE { tbsResponseData, signatureAlgorithm, signature BIT STRING,
//   certs [0] EXPLICIT SEQUENCE OF Certificate OPTIONAL }
Result<void> OcspResponse::read_basic(BytesView der, State& state) {
  der::Reader outer(der);
  der::Reader in = TRY(outer.sequence());
  TRY(outer.expect_end());
  state.parts.tbs_der = TRY(in.read_tlv(der::Tag::sequence));
  state.parts.algorithm_der = TRY(in.read_tlv(der::Tag::sequence));
  TRY(der::check_der(state.parts.algorithm_der));
  state.parts.signature = TRY(in.bit_string_bytes());
  if (auto certificates = TRY(in.optional_context(0))) {
    state.certificates = TRY(read_certificates(*certificates));
  }
  TRY(in.expect_end());
  return read_response_data(state);
}

// OCSPResponse ::= SEQUENCE { responseStatus ENUMERATED,
//   responseBytes [0] EXPLICIT SEQUENCE { responseType OID, response OCTET STRING } OPTIONAL }
Result<void> OcspResponse::read(State& state) {
  der::Reader outer(state.der);
  der::Reader in = TRY(outer.sequence());
  TRY(outer.expect_end());
  state.status = TRY(read_response_status(in));
  if (state.status != OcspStatus::successful) {
    return in.expect_end();
  }
  der::Reader explicit_tag = TRY(in.context(0));
  TRY(in.expect_end());
  der::Reader bytes = TRY(explicit_tag.sequence());
  TRY(explicit_tag.expect_end());
  if (TRY(bytes.oid()) != kOcspBasicResponse) {
    return malformed("a response type other than id-pkix-ocsp-basic");
  }
  const BytesView basic = TRY(bytes.octet_string());
  TRY(bytes.expect_end());
  return read_basic(basic, state);
}

Result<OcspResponse> OcspResponse::parse(BytesView der) {
  if (der.size() > kMaxSize) {
    return fail(kTooLarge, "bytes", std::to_string(der.size()));
  }
  auto state = std::make_shared<State>();
  state->der = to_bytes(der);
  auto parsed = found_in("OCSP response", read(*state));
  if (!parsed) {
    return pass(parsed);
  }
  return OcspResponse(std::move(state));
}

OcspStatus OcspResponse::status() const {
  return state_->status;
}
BytesView OcspResponse::responder_key_hash() const {
  return state_->responder_key_hash;
}
BytesView OcspResponse::responder_name_der() const {
  return state_->responder_name_der;
}
Seconds OcspResponse::produced_at() const {
  return state_->produced_at;
}
std::span<const SingleResponse> OcspResponse::responses() const {
  return state_->responses;
}
BytesView OcspResponse::nonce() const {
  return state_->nonce;
}
std::span<const Certificate> OcspResponse::certificates() const {
  return state_->certificates;
}

Result<void> OcspResponse::verify_signature(const crypto::PublicKey& responder) const {
  if (state_->status != OcspStatus::successful) {
    return malformed("an error response, which nobody signs");
  }
  return state_->parts.verify(responder);
}

}  // namespace chancery::x509
