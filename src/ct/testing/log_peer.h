// For tests: a CT log on loopback that signs what it is shown with a real key, keeps no tree, and
// can be told to misbehave.
#pragma once

#include <boost/json.hpp>
#include <functional>
#include <gtest/gtest.h>
#include <mutex>
#include <string>

#include "base/encoding.h"
#include "crypto/private_key.h"
#include "ct/log.h"
#include "net/testing/tcp_peer.h"
#include "x509/certificate.h"
#include "x509/precertificate.h"

namespace chancery::ct::testing {

using Sct = x509::SignedCertificateTimestamp;
using net::testing::http_answer;

inline Sct signed_sct(const crypto::PrivateKey& key, const crypto::Sha256Digest& issuer_key_hash,
                      BytesView logged_tbs, Time at, LogApi api) {
  Sct sct;
  sct.log_id = key.public_key().spki_sha256();
  sct.timestamp = at;
  if (api == LogApi::static_ct) {
    sct.extensions = from_hex("0000050000000007").value();
  }
  const Bytes message = x509::sct_signed_data(sct, issuer_key_hash, logged_tbs);
  sct.signature = key.sign(crypto::SignatureAlgorithm::ecdsa_sha256, message).value();
  return sct;
}

/// Of a finished certificate.
inline Sct signed_sct(const crypto::PrivateKey& key, BytesView certificate_der, Time at,
                      LogApi api) {
  Sct sct;
  sct.log_id = key.public_key().spki_sha256();
  sct.timestamp = at;
  if (api == LogApi::static_ct) {
    sct.extensions = from_hex("0000050000000007").value();
  }
  const Bytes message = x509::sct_signed_data(sct, certificate_der);
  sct.signature = key.sign(crypto::SignatureAlgorithm::ecdsa_sha256, message).value();
  return sct;
}

inline std::string json_of(const Sct& sct) {
  Bytes signature{sct.hash, sct.signature_algorithm,
                  static_cast<std::uint8_t>(sct.signature.size() >> 8),
                  static_cast<std::uint8_t>(sct.signature.size())};
  append(signature, sct.signature);
  return boost::json::serialize(boost::json::object{{"sct_version", 0},
                                                    {"id", to_base64(sct.log_id)},
                                                    {"timestamp", to_millis(sct.timestamp)},
                                                    {"extensions", to_base64(sct.extensions)},
                                                    {"signature", to_base64(signature)}});
}

/// Issuer key hash and logged body of what add-pre-chain was sent.
struct Shown {
  crypto::Sha256Digest issuer_key_hash{};
  Bytes logged_tbs;
  Bytes precertificate_der;
};

/// The chain of a submission, as DER.
inline std::vector<Bytes> chain_in(const std::string& request) {
  std::vector<Bytes> chain;
  const auto json = boost::json::parse(request.substr(request.find("\r\n\r\n") + 4));
  for (const auto& one : json.at("chain").as_array()) {
    chain.push_back(from_base64(std::string(one.as_string().c_str())).value());
  }
  return chain;
}

inline Shown shown_in(const std::string& request) {
  const auto chain = chain_in(request);
  const Bytes& precertificate_der = chain.at(0);
  const Bytes& issuer_der = chain.at(1);
  const auto precertificate = x509::Certificate::parse(precertificate_der).value();
  const auto issuer = x509::Certificate::parse(issuer_der).value();
  return {crypto::sha256(issuer.spki_der()), x509::logged_tbs(precertificate.tbs_der()).value(),
          precertificate_der};
}

class LogPeer final {
 public:
  /// What goes out in place of the good answer; empty keeps silent.
  using Fault = std::function<std::string(LogPeer& self, Sct good)>;

  LogPeer(std::string name, std::string operator_name, LogApi api, const Clock& clock)
      : name_(std::move(name)),
        operator_name_(std::move(operator_name)),
        api_(api),
        clock_(clock),
        key_(crypto::PrivateKey::generate(crypto::kP256).value()),
        peer_([this](const std::string& request) { return answer(request); }) {}

  void misbehave(Fault fault) {
    const std::lock_guard lock(mutex_);
    fault_ = std::move(fault);
  }
  void behave() { misbehave({}); }

  [[nodiscard]] std::size_t asked() const { return peer_.requests().size(); }
  [[nodiscard]] const crypto::PrivateKey& key() const { return key_; }
  [[nodiscard]] LogApi api() const { return api_; }
  [[nodiscard]] x509::CtLogId id() const { return key_.public_key().spki_sha256(); }
  [[nodiscard]] std::vector<Bytes> chain() const { return chain_in(peer_.requests().back()); }
  /// What it was shown last, by the request text.
  [[nodiscard]] Shown shown() const { return shown_in(peer_.requests().back()); }

  /// Its operator with this one log, as a log list has it.
  [[nodiscard]] boost::json::object listed(std::string_view state = "usable") const {
    const bool tiled = api_ == LogApi::static_ct;
    const boost::json::object log{
        {"description", name_},
        {"log_id", to_base64(id())},
        {"key", to_base64(key_.public_key().spki_der())},
        {tiled ? "submission_url" : "url", "http://" + peer_.endpoint().text() + "/log/"},
        {"mmd", 86400},
        {"state", {{std::string(state), {{"timestamp", "2024-01-01T00:00:00Z"}}}}}};
    return {{"name", operator_name_}, {tiled ? "tiled_logs" : "logs", {log}}};
  }

 private:
  std::string answer(const std::string& request) {
    Sct good = promise_for(request);
    const std::lock_guard lock(mutex_);
    return fault_ ? fault_(*this, std::move(good)) : http_answer("200 OK", json_of(good));
  }

  Sct promise_for(const std::string& request) {
    if (request.starts_with("POST /log/ct/v1/add-chain ")) {
      return signed_sct(key_, chain_in(request).at(0), clock_.now(), api_);
    }
    EXPECT_TRUE(request.starts_with("POST /log/ct/v1/add-pre-chain ")) << request;
    const Shown what = shown_in(request);
    return signed_sct(key_, what.issuer_key_hash, what.logged_tbs, clock_.now(), api_);
  }

  const std::string name_;
  const std::string operator_name_;
  const LogApi api_;
  const Clock& clock_;
  const crypto::PrivateKey key_;
  std::mutex mutex_;
  Fault fault_;  // guarded by mutex_
  net::testing::TcpPeer peer_;
};

inline std::string list_of(const std::vector<boost::json::object>& operators) {
  return boost::json::serialize(
      boost::json::object{{"version", "1.0"},
                          {"log_list_timestamp", "2026-11-20T00:00:00Z"},
                          {"operators", boost::json::array(operators.begin(), operators.end())}});
}

}  // namespace chancery::ct::testing
