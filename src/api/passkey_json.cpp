#include "api/passkey_json.h"

#include "base/encoding.h"

namespace chancery::api {

namespace {

Result<Bytes> bytes_of(const http::JsonObject& object, std::string_view name) {
  return from_base64url(TRY(object.text(name)));
}

}  // namespace

http::Response question_answer(const identity::PasskeyQuestion& question) {
  http::Response response =
      http::respond_json(200, boost::json::object{{"challenge_id", question.challenge_id},
                                                  {"public_key", question.public_key}});
  response.headers.add("Cache-Control", "no-store");
  return response;
}

Result<webauthn::RegistrationAnswer> read_registration(const http::JsonObject& credential) {
  const auto response = TRY(credential.object("response"));
  webauthn::RegistrationAnswer answer;
  answer.client_data_json = TRY(bytes_of(response, "clientDataJSON"));
  answer.attestation_object = TRY(bytes_of(response, "attestationObject"));
  return answer;
}

Result<identity::PasskeyAnswer> read_assertion(const http::JsonObject& credential) {
  const auto response = TRY(credential.object("response"));
  identity::PasskeyAnswer answer;
  answer.credential_id = TRY(bytes_of(credential, "id"));
  answer.assertion.client_data_json = TRY(bytes_of(response, "clientDataJSON"));
  answer.assertion.authenticator_data = TRY(bytes_of(response, "authenticatorData"));
  answer.assertion.signature = TRY(bytes_of(response, "signature"));
  if (const auto handle = TRY(response.optional_text("userHandle"))) {
    answer.user_handle = TRY(from_base64url(*handle));
  }
  return answer;
}

boost::json::object passkey_json(const model::Passkey& passkey) {
  boost::json::object members{{"id", to_text(passkey.id)},
                              {"name", passkey.name},
                              {"created", to_rfc3339(passkey.created)}};
  if (passkey.last_used) {
    members["last_used"] = to_rfc3339(*passkey.last_used);
  }
  return members;
}

}  // namespace chancery::api
