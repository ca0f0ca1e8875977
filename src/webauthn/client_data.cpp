#include "webauthn/client_data.h"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include "base/encoding.h"
#include "webauthn/errors.h"

namespace chancery::webauthn {
namespace {

constexpr std::size_t kMaxSize = 4096;
constexpr unsigned kMaxDepth = 4;

Result<std::string> text_of(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (value == nullptr || !value->is_string()) {
    return fail(kCredentialMalformed, "member", std::string(name));
  }
  return std::string(value->get_string());
}

}  // namespace

Result<ClientData> parse_client_data(BytesView json) {
  boost::json::parse_options options;
  options.max_depth = kMaxDepth;
  boost::system::error_code error;
  const auto text = as_text(json);
  const auto value = json.size() <= kMaxSize
                         ? boost::json::parse({text.data(), text.size()}, error, {}, options)
                         : boost::json::value();
  if (error || !value.is_object()) {
    return fail(kCredentialMalformed, "reason", "the client data is not a JSON object");
  }
  const auto& object = value.get_object();
  ClientData data;
  data.type = TRY(text_of(object, "type"));
  data.origin = TRY(text_of(object, "origin"));
  auto challenge = from_base64url(TRY(text_of(object, "challenge")));
  if (!challenge) {
    return fail(kCredentialMalformed, "member", "challenge");
  }
  data.challenge = *std::move(challenge);
  const auto* cross = object.if_contains("crossOrigin");
  data.cross_origin = cross != nullptr && !(cross->is_bool() && !cross->get_bool());
  return data;
}

}  // namespace chancery::webauthn
