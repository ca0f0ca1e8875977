#include "acme/payloads.h"

#include "acme/errors.h"
#include "base/encoding.h"
#include "ca/errors.h"
#include "http/errors.h"
#include "x509/errors.h"

namespace chancery::acme {

namespace {

constexpr int kLargestReason = 255;

std::unexpected<Error> wrong(std::string_view member, std::string_view expected) {
  return fail(http::kJsonMemberWrong,
              {{"member", std::string(member)}, {"expected", std::string(expected)}});
}

Result<x509::Identifier> parse_identifier(const boost::json::value& value) {
  const http::JsonObject object = TRY(http::JsonObject::of(value, "identifiers"));
  const std::string_view type = TRY(object.text("type"));
  const std::string_view text = TRY(object.text("value"));
  auto identifier = x509::Identifier::parse(type, text);
  if (identifier) {
    return identifier;
  }
  const std::string label = std::string(type) + ":" + std::string(text);
  if (identifier.error().is(x509::kIdentifierTypeUnknown)) {
    return fail(kIdentifierTypeUnsupported, "identifier", label);
  }
  return std::unexpected(std::move(identifier).error().with("identifier", label));
}

Result<std::optional<Time>> optional_time(const http::JsonObject& payload, std::string_view name) {
  const auto text = TRY(payload.optional_text(name));
  if (!text) {
    return std::nullopt;
  }
  const auto time = parse_time(*text);
  if (!time) {
    return wrong(name, "an RFC 3339 time");
  }
  return *time;
}

}  // namespace

Result<NewAccount> parse_new_account(const http::JsonObject& payload) {
  NewAccount account;
  account.only_return_existing =
      TRY(payload.optional_boolean("onlyReturnExisting")).value_or(false);
  account.agrees_to_terms = TRY(payload.optional_boolean("termsOfServiceAgreed")).value_or(false);
  if (auto contacts = TRY(payload.optional_texts("contact"))) {
    account.contacts = *std::move(contacts);
  }
  account.external_binding = TRY(payload.optional_object("externalAccountBinding"));
  return account;
}

Result<AccountUpdate> parse_account_update(const http::JsonObject& payload) {
  AccountUpdate update;
  if (const auto status = TRY(payload.optional_text("status"))) {
    if (*status != "deactivated" && *status != "valid") {
      return wrong("status", "deactivated");
    }
    update.deactivate = *status == "deactivated";
  }
  update.contacts = TRY(payload.optional_texts("contact"));
  update.agrees_to_terms = TRY(payload.optional_boolean("termsOfServiceAgreed")).value_or(false);
  return update;
}

Result<NewOrder> parse_new_order(const http::JsonObject& payload) {
  NewOrder order;
  const boost::json::array* identifiers = TRY(payload.array("identifiers"));
  for (const auto& identifier : *identifiers) {
    order.identifiers.push_back(TRY(parse_identifier(identifier)));
  }
  order.not_before = TRY(optional_time(payload, "notBefore"));
  order.not_after = TRY(optional_time(payload, "notAfter"));
  order.profile = TRY(payload.optional_text("profile")).value_or("");
  return order;
}

Result<Bytes> parse_finalize(const http::JsonObject& payload) {
  auto csr = from_base64url(TRY(payload.text("csr")));
  if (!csr) {
    return fail(x509::kCsrMalformed, "expected", "DER in base64url without padding");
  }
  return csr;
}

Result<void> parse_deactivation(const http::JsonObject& payload) {
  if (TRY(payload.text("status")) != "deactivated") {
    return wrong("status", "deactivated");
  }
  return {};
}

Result<RevocationRequest> parse_revocation(const http::JsonObject& payload) {
  auto certificate = from_base64url(TRY(payload.text("certificate")));
  if (!certificate) {
    return wrong("certificate", "DER in base64url without padding");
  }
  RevocationRequest request{*std::move(certificate), std::nullopt};
  if (const auto code = TRY(payload.optional_integer("reason"))) {
    if (*code < 0 || *code > kLargestReason) {
      return fail(ca::kReasonForbidden, "reason", std::to_string(*code));
    }
    request.reason = static_cast<int>(*code);
  }
  return request;
}

}  // namespace chancery::acme
