#include "app/ct_logs.h"

#include <boost/json.hpp>

#include "app/errors.h"
#include "app/files.h"
#include "app/version.h"
#include "base/encoding.h"
#include "ct/terms.h"
#include "observe/log.h"
#include "store/setting_repository.h"

namespace chancery::app {
namespace {

namespace json = boost::json;

const observe::Log kLog("app");

constexpr auto kPeriod = std::chrono::seconds(5);

std::filesystem::path path_of(const config::Ct& settings, const std::filesystem::path& directory) {
  return directory / settings.log_list;  // an absolute one stays what it is
}

ct::TransparencySettings settings_of(const config::Ct& settings) {
  ct::TransparencySettings made;
  made.deadline = settings.deadline;
  made.hedge = settings.hedge;
  made.test_logs = settings.test_logs;
  made.http.user_agent = "chancery/" + std::string(kVersion);
  made.http.ca_file = settings.ca_file;
  return made;
}

/// A file that is gone counts as unchanged.
std::filesystem::file_time_type changed_at(const std::filesystem::path& file,
                                           std::filesystem::file_time_type otherwise) {
  std::error_code fault;
  const auto time = std::filesystem::last_write_time(file, fault);
  return fault ? otherwise : time;
}

json::object health_json(const ct::LogHealth& health) {
  json::object object{{"asked", health.asked},
                      {"answered", health.answered},
                      {"failures_in_row", health.failures_in_row}};
  if (health.latency) {
    object["latency_ms"] = health.latency->count();
  }
  if (!health.last_fault.empty()) {
    object["last_fault"] = health.last_fault;
  }
  if (health.rests_until != Time()) {
    object["rests_until"] = to_rfc3339(health.rests_until);
  }
  if (health.last_answer != Time()) {
    object["last_answer"] = to_rfc3339(health.last_answer);
  }
  return object;
}

void warn_when_old(const ct::LogList& list, const Clock& clock) {
  const Duration oldest = ct::term(ct::Term::log_list_age, clock.now());
  if (list.made_at() && clock.now() - *list.made_at() > oldest) {
    kLog.warning("the CT log list is too old: browsers know a newer one",
                 {{"made_at", to_rfc3339(*list.made_at())},
                  {"oldest_days", std::chrono::floor<std::chrono::days>(oldest).count()}});
  }
}

}  // namespace

Result<ct::LogList> read_log_list(const config::Ct& settings,
                                  const std::filesystem::path& directory) {
  if (settings.log_list.empty()) {
    return fail(kNoLogList);
  }
  return ct::LogList::parse(TRY(read_file(path_of(settings, directory), ct::LogList::kMaxSize)));
}

Result<std::unique_ptr<CtLogs>> CtLogs::open(const config::Ct& settings,
                                             const std::filesystem::path& directory,
                                             const Clock& clock, Random& random) {
  if (settings.log_list.empty()) {
    return nullptr;
  }
  auto list = TRY(read_log_list(settings, directory));
  warn_when_old(list, clock);
  return std::unique_ptr<CtLogs>(
      new CtLogs(settings, path_of(settings, directory), std::move(list), clock, random));
}

CtLogs::CtLogs(const config::Ct& settings, std::filesystem::path file, ct::LogList list,
               const Clock& clock, Random& random)
    : file_(std::move(file)),
      exempt_(settings.exempt_issuers.begin(), settings.exempt_issuers.end()),
      read_at_(changed_at(file_, {})),
      transparency_(std::move(list), settings_of(settings), clock, random) {}

void CtLogs::watch(store::Database& database, std::string node) {
  database_ = &database;
  node_ = std::move(node);
  timer_.after(kPeriod, [this] { look(); });
}

void CtLogs::look() {
  read_list();
  tell_health();
  timer_.after(kPeriod, [this] { look(); });
}

void CtLogs::read_list() {
  const auto changed = changed_at(file_, read_at_);
  if (changed == read_at_) {
    return;
  }
  read_at_ = changed;
  const auto text = read_file(file_, ct::LogList::kMaxSize);
  auto list = text ? ct::LogList::parse(*text) : Result<ct::LogList>(std::unexpected(text.error()));
  if (list) {
    transparency_.replace(*std::move(list));
    kLog.info("read the CT log list again", {});
  } else {
    kLog.error("the CT log list cannot be read; the old one stays",
               {{"error", observe::log_text(list.error())}});
  }
}

void CtLogs::tell_health() {
  json::object logs;
  for (const auto& one : transparency_.status()) {
    if (one.health.asked > 0) {
      logs[to_base64(one.log.id)] = health_json(one.health);
    }
  }
  std::string now = json::serialize(logs);
  if (now == told_ || logs.empty()) {
    return;
  }
  told_ = now;
  database_->write_async(
      [name = std::string(kLogHealthSetting) + node_, value = std::move(now)](
          store::Transaction& tx) { return store::SettingRepository::set(tx, name, value); },
      [](const Result<void>&) {});
}

}  // namespace chancery::app
