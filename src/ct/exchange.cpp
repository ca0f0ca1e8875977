#include "ct/exchange.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/encoding.h"
#include "ct/errors.h"

namespace chancery::ct {
namespace {

namespace json = boost::json;
using Sct = x509::SignedCertificateTimestamp;

std::unexpected<Error> malformed(std::string problem) {
  return fail(kAnswerMalformed, "problem", std::move(problem));
}

Result<std::uint64_t> number(const json::object& object, std::string_view member) {
  const json::value* const value = object.if_contains({member.data(), member.size()});
  if (value == nullptr || !value->is_int64() || value->get_int64() < 0) {
    return malformed("the number \"" + std::string(member) + "\" is missing");
  }
  return static_cast<std::uint64_t>(value->get_int64());
}

Result<Bytes> octets(const json::object& object, std::string_view member) {
  const json::value* const value = object.if_contains({member.data(), member.size()});
  if (value == nullptr || !value->is_string()) {
    return malformed("the text \"" + std::string(member) + "\" is missing");
  }
  auto bytes = from_base64({value->get_string().data(), value->get_string().size()});
  return bytes ? std::move(bytes) : malformed("no base64: \"" + std::string(member) + "\"");
}

/// DigitallySigned: two octets of algorithm, then opaque signature<0..2^16-1>.
Result<void> take_signature(const Bytes& signed_part, Sct& sct) {
  if (signed_part.size() < 4 ||
      signed_part.size() - 4 != (std::size_t{signed_part[2]} << 8 | signed_part[3])) {
    return malformed("the signature is no DigitallySigned");
  }
  sct.hash = signed_part[0];
  sct.signature_algorithm = signed_part[1];
  sct.signature.assign(signed_part.begin() + 4, signed_part.end());
  return {};
}

}  // namespace

std::string submission_body(BytesView certificate_der, std::span<const Bytes> issuers_der) {
  std::string body = R"({"chain":[")" + to_base64(certificate_der);
  for (const Bytes& issuer : issuers_der) {
    body += "\",\"" + to_base64(issuer);
  }
  return body += "\"]}";
}

Result<Sct> read_answer(std::string_view text) {
  json::error_code fault;
  const json::value root = json::parse({text.data(), text.size()}, fault);
  if (fault || !root.is_object()) {
    return malformed("no JSON object");
  }
  const json::object& object = root.get_object();
  Sct sct;
  if (TRY(number(object, "sct_version")) != 0) {
    return malformed("a version other than v1");
  }
  const Bytes id = TRY(octets(object, "id"));
  if (id.size() != sct.log_id.size()) {
    return malformed("id is not of 32 octets");
  }
  std::ranges::copy(id, sct.log_id.begin());
  sct.timestamp = from_millis(static_cast<std::int64_t>(TRY(number(object, "timestamp"))));
  sct.extensions = TRY(octets(object, "extensions"));
  if (sct.extensions.size() > 0xffff) {
    return malformed("extensions that fit into no SCT");
  }
  TRY(take_signature(TRY(octets(object, "signature")), sct));
  return sct;
}

}  // namespace chancery::ct
