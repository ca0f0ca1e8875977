// The verbs of tokens: doctor, bench.
#include <atomic>
#include <boost/json.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <thread>

#include "app/errors.h"
#include "app/key_places.h"
#include "app/opening.h"
#include "keys/errors.h"
#include "keys/token_report.h"

namespace chancery::app {
namespace {

namespace json = boost::json;
using std::chrono::steady_clock;

Result<config::Keys> read_settings(const Common& common) {
  const auto config = TRY(read_config(common));
  if (config.keys.backend != config::KeyBackend::pkcs11) {
    return fail(kTokenNotConfigured);
  }
  return config.keys;
}

json::object slot_json(const keys::SlotReport& slot) {
  return {{"slot", slot.slot},
          {"label", slot.label},
          {"manufacturer", slot.manufacturer},
          {"model", slot.model},
          {"serial", slot.serial},
          {"firmware", slot.firmware},
          {"initialized", slot.initialized},
          {"user_pin_set", slot.user_pin_set},
          {"user_pin_locked", slot.user_pin_locked},
          {"user_pin_runs_low", slot.user_pin_runs_low},
          {"ours", slot.is_ours},
          {"mechanisms", json::value_from(slot.mechanisms)}};
}

json::object key_json(const keys::TokenKeyReport& key) {
  return {{"label", key.label},
          {"id", key.id},
          {"kind", key.kind},
          {"sensitive", key.sensitive},
          {"extractable", key.extractable},
          {"always_sensitive", key.always_sensitive},
          {"never_extractable", key.never_extractable},
          {"made_here", key.made_here},
          {"signs", key.signs},
          {"other_uses", key.other_uses}};
}

json::object report_json(const keys::TokenReport& report) {
  json::array slots;
  for (const auto& slot : report.slots) {
    slots.emplace_back(slot_json(slot));
  }
  json::array keys;
  for (const auto& key : report.keys) {
    keys.emplace_back(key_json(key));
  }
  json::array problems;
  for (const auto& problem : report.problems) {
    problems.push_back({{"what", problem.what}, {"remedy", problem.remedy}});
  }
  return {{"library", report.library},   {"pkcs11", report.standard},
          {"slots", std::move(slots)},   {"keys", std::move(keys)},
          {"healthy", report.healthy()}, {"problems", std::move(problems)}};
}

std::string report_text(const keys::TokenReport& report) {
  std::string text = fmt::format("library  {}, PKCS#11 {}\n", report.library, report.standard);
  for (const auto& slot : report.slots) {
    text += fmt::format("slot     {} \"{}\" {} {} {}{}\n         {}\n", slot.slot, slot.label,
                        slot.manufacturer, slot.model, slot.serial,
                        slot.is_ours ? "  <- configured" : "", fmt::join(slot.mechanisms, " "));
  }
  for (const auto& key : report.keys) {
    text += fmt::format("key      {:<40} {:<12} {}\n", key.label, key.kind,
                        key.never_extractable ? "never extractable" : "EXTRACTABLE");
  }
  for (const auto& problem : report.problems) {
    text += fmt::format("problem  {}\n         what to do: {}\n", problem.what, problem.remedy);
  }
  return text + (report.healthy() ? "healthy" : "not healthy");
}

/// Signatures a second of so many threads, each with a session.
Result<double> measure(const keys::Signer& signer, int threads, std::chrono::milliseconds span) {
  const auto algorithm = crypto::default_signature_algorithm(signer.public_key().spec());
  const Bytes message(200, 0x42);
  std::atomic<std::int64_t> done = 0;
  std::atomic<bool> failed = false;
  const auto start = steady_clock::now();
  std::vector<std::thread> workers;
  for (int i = 0; i < threads; ++i) {
    workers.emplace_back([&] {
      while (!failed && steady_clock::now() - start < span) {
        if (signer.sign(algorithm, message)) {
          ++done;
        } else {
          failed = true;
        }
      }
    });
  }
  for (auto& worker : workers) {
    worker.join();
  }
  if (failed) {
    return fail(keys::kTokenUnavailable);
  }
  return static_cast<double>(done) /
         std::chrono::duration<double>(steady_clock::now() - start).count();
}

}  // namespace

Result<void> examine_token(const Common& common) {
  const auto settings = TRY(read_settings(common));
  auto token = token_settings(settings, nullptr);
  std::optional<Error> no_pin;
  if (!token) {
    no_pin = token.error();
    token = keys::Pkcs11Settings{};
    token->module_path = settings.module;
    token->token_label = settings.token;
  }
  auto report = TRY(keys::inspect_token(*std::move(token)));
  if (no_pin) {
    report.problems.push_back({no_pin->message(), "the keys were not looked at"});
  }
  common.output().print(report_json(report), report_text(report));
  return report.healthy() ? Result<void>() : Result<void>(fail(kTokenUnhealthy));
}

Result<void> bench_token(const Common& common, const BenchToken& order) {
  const auto settings = TRY(read_settings(common));
  SystemRandom random;
  json::array rows;
  std::string text = "key        sessions  signatures/s";
  for (const std::string& kind : order.keys) {
    const auto spec = TRY(crypto::parse_key_spec(kind));
    for (const int sessions : order.sessions) {
      auto token = TRY(token_settings(settings, nullptr));
      token.max_sessions = static_cast<std::size_t>(sessions);
      auto store = TRY(keys::Pkcs11KeyStore::load(std::move(token), random));
      const std::string label = fmt::format("bench-{:016x}", random.number());
      const auto key = TRY(store->generate(label, spec));
      auto figure = Result<double>(fail(keys::kTokenUnavailable));
      if (auto signer = store->open(key, keys::Urgency::issuance)) {
        figure = measure(**signer, sessions, std::chrono::milliseconds(order.milliseconds));
      }
      TRY(store->destroy(key));
      const double rate = TRY(std::move(figure));
      rows.push_back({{"key", kind}, {"sessions", sessions}, {"per_second", rate}});
      text += fmt::format("\n{:<10} {:>8}  {:>12.0f}", kind, sessions, rate);
    }
  }
  common.output().print({{"items", std::move(rows)}}, text);
  return {};
}

}  // namespace chancery::app
