#include "app/suffix_lists.h"

#include "app/errors.h"
#include "app/files.h"
#include "net/http_client.h"
#include "observe/log.h"

namespace chancery::app {
namespace {

const observe::Log kLog("app");

constexpr int kOk = 200;
// As text the list is 330 kB.
constexpr std::size_t kMaxListSize = std::size_t{4} * 1024 * 1024;
constexpr const char* kFetchedFile = "public_suffix_list.dat";

std::string file_of(const config::Policy& settings) {
  return settings.public_suffix_list.empty() ? std::string(policy::kDebianPublicSuffixList)
                                             : settings.public_suffix_list;
}

bool is_here(const net::HttpUrl& url) {
  return url.host() == "localhost" || url.host() == "127.0.0.1" || url.host() == "::1";
}

/// Whoever can change what is fetched on its way could have wildcards let through.
Result<std::optional<net::HttpUrl>> url_of(const config::Policy& settings) {
  if (settings.public_suffix_url.empty()) {
    return std::nullopt;
  }
  auto url = TRY(net::HttpUrl::parse(settings.public_suffix_url));
  if (url.scheme() != net::HttpScheme::https && !is_here(url)) {
    return fail(kSuffixUrlOpen, "seen", settings.public_suffix_url);
  }
  return url;
}

}  // namespace

Result<std::unique_ptr<SuffixLists>> SuffixLists::open(const config::Policy& settings,
                                                       const std::filesystem::path& directory,
                                                       const Clock& clock) {
  auto url = TRY(url_of(settings));
  auto first = TRY(policy::load_suffix_list(file_of(settings)));
  std::unique_ptr<SuffixLists> lists(
      new SuffixLists(settings, std::move(url), directory, clock, std::move(first)));
  if (const auto taken = lists->take_newest(); !taken) {
    kLog.warning("the Public Suffix List that was fetched before is not taken",
                 {{"error", observe::log_text(taken.error())}});
  }
  return lists;
}

SuffixLists::SuffixLists(const config::Policy& settings, std::optional<net::HttpUrl> url,
                         const std::filesystem::path& directory, const Clock& clock,
                         policy::SuffixListFile first)
    : file_(file_of(settings)),
      url_(std::move(url)),
      fetched_file_(directory / kFetchedFile),
      period_(settings.public_suffix_refresh),
      oldest_(settings.public_suffix_age),
      clock_(clock),
      current_(std::make_shared<policy::CurrentSuffixes>(std::move(first))) {}

/// Over restarts as well: the servers of lists are other people's.
bool SuffixLists::was_asked_lately() const {
  std::error_code fault;
  const auto written = std::filesystem::last_write_time(fetched_file_, fault);
  const auto age = std::filesystem::file_time_type::clock::now() - written;
  return !fault && age >= Duration(0) && age < period_;
}

/// Written aside; what is not whole, plausible and newer never gets the file's name.
Result<void> SuffixLists::fetch() const {
  const auto reply = TRY(net::http_get(*url_, kMaxListSize, net::Deadline::in(kPatience)));
  if (reply.status != kOk) {
    return fail(kSuffixListRefused, "status", std::to_string(reply.status));
  }
  const std::filesystem::path aside = fetched_file_.string() + ".new";
  TRY(write_file(aside, as_text(reply.body)));
  const auto fresh = TRY(policy::load_suffix_list(aside));
  const auto in_use = current_->file();
  if (fresh.dated < in_use.dated) {
    return fail(kSuffixListOlder,
                {{"seen", fresh.list->version()}, {"in_use", in_use.list->version()}});
  }
  TRY(policy::check_successor(in_use, fresh));
  std::error_code fault;
  std::filesystem::rename(aside, fetched_file_, fault);
  return fault ? fail(kFileFailed, "reason", fault.message()) : Result<void>();
}

Result<void> SuffixLists::take(const policy::SuffixListFile& list, bool fetched) {
  const std::string before = current_->get()->version();
  if (TRY(current_->replace(list))) {
    const std::lock_guard lock(mutex_);
    fetched_ = fetched;
    kLog.info("another Public Suffix List is in use",
              {{"version", list.list->version()}, {"before", before}});
  }
  return {};
}

Result<void> SuffixLists::take_newest() {
  auto of_file = policy::load_suffix_list(file_);
  std::error_code fault;
  if (!url_ || !std::filesystem::exists(fetched_file_, fault)) {
    return of_file ? take(*of_file, false) : pass(of_file);
  }
  auto fetched = policy::load_suffix_list(fetched_file_);
  const bool newer = fetched && (!of_file || fetched->dated >= of_file->dated);
  if (newer) {
    TRY(take(*fetched, true));
  } else if (of_file) {
    TRY(take(*of_file, false));
  }
  if (!of_file) {
    return pass(of_file);
  }
  return fetched ? Result<void>() : pass(fetched);
}

Result<void> SuffixLists::refresh() {
  auto fetched = url_ && !was_asked_lately() ? fetch() : Result<void>();
  auto taken = take_newest();
  auto outcome = fetched ? std::move(taken) : std::move(fetched);
  const std::lock_guard lock(mutex_);
  looked_at_ = clock_.now();
  fault_ = outcome ? "" : outcome.error().message();
  return outcome;
}

api::SuffixListStatus SuffixLists::status() const {
  const auto file = current_->file();
  const std::lock_guard lock(mutex_);
  return {file.list->version(), file.dated, file.dated + oldest_, fetched_, looked_at_, fault_};
}

Result<std::shared_ptr<const policy::PublicSuffixList>> read_suffix_list(
    const config::Policy& settings, const std::filesystem::path& directory) {
  const SystemClock clock;
  const auto lists = TRY(SuffixLists::open(settings, directory, clock));
  return lists->current()->get();
}

}  // namespace chancery::app
