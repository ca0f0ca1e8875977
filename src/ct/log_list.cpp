#include "ct/log_list.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "base/encoding.h"
#include "crypto/errors.h"
#include "ct/errors.h"

namespace chancery::ct {
namespace {

namespace json = boost::json;

constexpr std::array<std::pair<std::string_view, LogState>, 6> kStates = {{
    {"pending", LogState::pending},
    {"qualified", LogState::qualified},
    {"usable", LogState::usable},
    {"readonly", LogState::read_only},
    {"retired", LogState::retired},
    {"rejected", LogState::rejected},
}};

std::unexpected<Error> malformed(std::string problem) {
  return fail(kLogListMalformed, "problem", std::move(problem));
}

Result<const json::object*> object_of(const json::value& value, std::string_view what) {
  if (!value.is_object()) {
    return malformed(std::string(what) + " is no object");
  }
  return &value.get_object();
}

Result<std::string> text(const json::object& object, std::string_view member) {
  const json::value* const value = object.if_contains({member.data(), member.size()});
  if (value == nullptr || !value->is_string()) {
    return malformed("the text \"" + std::string(member) + "\" is missing");
  }
  return std::string(value->get_string());
}

/// An absent array is an empty one.
Result<const json::array*> array(const json::object& object, std::string_view member) {
  static const json::array kNone;
  const json::value* const value = object.if_contains({member.data(), member.size()});
  if (value == nullptr) {
    return &kNone;
  }
  if (!value->is_array()) {
    return malformed("\"" + std::string(member) + "\" is no array");
  }
  return &value->get_array();
}

Result<Time> time(const json::object& object, std::string_view member) {
  const std::string written = TRY(text(object, member));
  const auto read = parse_time(written);
  return read ? Result<Time>(*read) : malformed("no time: " + written);
}

Result<void> read_state(const json::object& object, CtLog& log) {
  const json::value* const value = object.if_contains("state");
  if (value == nullptr) {
    return {};  // all_logs_list.json: nobody has looked at it yet
  }
  const json::object* const state = TRY(object_of(*value, "state"));
  if (state->size() != 1) {
    return malformed("a log has one state");
  }
  const auto& [name, since] = *state->begin();
  const auto known = std::ranges::find(kStates, std::string_view(name.data(), name.size()),
                                       [](const auto& entry) { return entry.first; });
  if (known == kStates.end()) {
    return malformed("unknown state");
  }
  log.state = known->second;
  log.state_since = TRY(time(*TRY(object_of(since, "a state")), "timestamp"));
  return {};
}

Result<void> read_interval(const json::object& object, CtLog& log) {
  const json::value* const value = object.if_contains("temporal_interval");
  if (value == nullptr) {
    return {};
  }
  const json::object* const interval = TRY(object_of(*value, "temporal_interval"));
  const Time start = TRY(time(*interval, "start_inclusive"));
  const Time end = TRY(time(*interval, "end_exclusive"));
  if (start >= end) {
    return malformed("an empty temporal_interval");
  }
  log.interval = {start, end};
  return {};
}

LogPurpose purpose_of(std::string_view type) {
  if (type == "test") {
    return LogPurpose::test;
  }
  return type == "prod" ? LogPurpose::production : LogPurpose::other;
}

/// Without a word it is for production.
Result<LogPurpose> read_purpose(const json::object& object) {
  const json::value* const type = object.if_contains("log_type");
  if (type != nullptr && !type->is_string()) {
    return malformed("log_type is no text");
  }
  return type == nullptr ? LogPurpose::production
                         : purpose_of({type->get_string().data(), type->get_string().size()});
}

Result<net::HttpUrl> read_url(const json::object& object, LogApi api) {
  std::string url = TRY(text(object, api == LogApi::static_ct ? "submission_url" : "url"));
  if (!url.ends_with('/')) {
    url += '/';
  }
  auto parsed = net::HttpUrl::parse(url);
  return parsed ? std::move(parsed) : malformed("no http or https URL: " + url);
}

Result<x509::CtLogId> read_id(const json::object& object) {
  x509::CtLogId id{};
  const auto octets = from_base64(TRY(text(object, "log_id")));
  if (!octets || octets->size() != id.size()) {
    return malformed("log_id is not the base64 of 32 octets");
  }
  std::ranges::copy(*octets, id.begin());
  return id;
}

/// Nothing for a key of a kind that cannot be loaded: no SCT of that log could be verified.
Result<std::optional<CtLog>> read_log(const json::value& value, const std::string& operator_name,
                                      LogApi api) {
  const json::object* const object = TRY(object_of(value, "a log"));
  const auto key_der = from_base64(TRY(text(*object, "key")));
  if (!key_der) {
    return malformed("key is not base64");
  }
  auto key = crypto::PublicKey::from_spki(*key_der);
  if (!key) {
    return key.error().is(crypto::kKeyUnsupported) ? Result<std::optional<CtLog>>(std::nullopt)
                                                   : malformed("key is no SubjectPublicKeyInfo");
  }
  auto url = TRY(read_url(*object, api));
  auto purpose = TRY(read_purpose(*object));
  auto id = TRY(read_id(*object));
  CtLog log{.name = url.text(),
            .operator_name = operator_name,
            .id = id,
            .key = *std::move(key),
            .url = std::move(url),
            .api = api,
            .state = LogState::pending,
            .state_since = {},
            .interval = {},
            .purpose = purpose};
  if (object->contains("description")) {
    log.name = TRY(text(*object, "description"));
  }
  if (log.id != log.key.spki_sha256()) {
    return malformed("log_id is not the SHA-256 of key");
  }
  TRY(read_state(*object, log));
  TRY(read_interval(*object, log));
  return log;
}

Result<void> read_operator(const json::value& value, std::vector<CtLog>& logs) {
  const json::object* const object = TRY(object_of(value, "an operator"));
  const std::string name = TRY(text(*object, "name"));
  for (const auto& [member, api] :
       {std::pair{"logs", LogApi::rfc6962}, {"tiled_logs", LogApi::static_ct}}) {
    for (const json::value& one : *TRY(array(*object, member))) {
      auto log = read_log(one, name, api);
      if (!log) {
        return std::unexpected(std::move(log).error().with("operator", name));
      }
      if (*log) {
        logs.push_back(**std::move(log));
      }
      if (logs.size() > LogList::kMaxLogs) {
        return malformed("more logs than are read here");
      }
    }
  }
  return {};
}

Result<void> refuse_duplicates(const std::vector<CtLog>& logs) {
  std::vector<x509::CtLogId> ids;
  std::ranges::transform(logs, std::back_inserter(ids), &CtLog::id);
  std::ranges::sort(ids);
  return std::ranges::adjacent_find(ids) == ids.end() ? Result<void>()
                                                      : malformed("a log stands there twice");
}

}  // namespace

std::string_view to_text(LogState state) {
  return std::ranges::find(kStates, state, [](const auto& entry) { return entry.second; })->first;
}

std::string_view to_text(LogApi api) {
  return api == LogApi::rfc6962 ? "RFC 6962" : "static-ct-api";
}

Result<LogList> LogList::parse(std::string_view text_of_list) {
  if (text_of_list.size() > kMaxSize) {
    return malformed("larger than 4 MiB");
  }
  json::error_code fault;
  const json::value root = json::parse({text_of_list.data(), text_of_list.size()}, fault);
  if (fault) {
    return malformed("no JSON");
  }
  const json::object* const object = TRY(object_of(root, "the list"));
  if (!object->contains("operators")) {
    return malformed("\"operators\" is missing");
  }
  LogList list;
  if (object->contains("log_list_timestamp")) {
    list.made_at_ = TRY(time(*object, "log_list_timestamp"));
  }
  for (const json::value& one : *TRY(array(*object, "operators"))) {
    TRY(read_operator(one, list.logs_));
  }
  TRY(refuse_duplicates(list.logs_));
  return list;
}

const CtLog* LogList::find(const x509::CtLogId& id) const {
  const auto found = std::ranges::find(logs_, id, &CtLog::id);
  return found == logs_.end() ? nullptr : &*found;
}

}  // namespace chancery::ct
