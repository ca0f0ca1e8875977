#include "api/events.h"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <condition_variable>
#include <fmt/format.h>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "api/application_json.h"
#include "api/certificate_json.h"
#include "api/event_listener.h"
#include "audit/log.h"
#include "http/errors.h"
#include "store/authorization_repository.h"
#include "store/certificate_repository.h"
#include "store/revocation_repository.h"

namespace chancery::api {

namespace {

constexpr int kLeavesAtOnce = 500;
constexpr std::int64_t kMostLeaves = 5'000;  // behind by more: everything is to be read anew
constexpr std::string_view kReset = "event: reset\ndata: {}\n\n";

struct Event {
  model::AccountId owner;
  std::int64_t place = 0;
  std::string text;
};

/// The id in a subject such as "application:ID".
std::optional<std::int64_t> id_after(std::string_view subject, std::string_view noun) {
  if (!subject.starts_with(noun)) {
    return std::nullopt;
  }
  const auto id = id_from_text(subject.substr(noun.size()));
  return id ? std::optional(*id) : std::nullopt;
}

/// What a stretch of the log speaks of, each thing once, with the last place.
struct Subjects {
  std::map<std::int64_t, std::int64_t> applications;
  std::map<std::int64_t, std::int64_t> certificates;
  std::set<std::string> callers;  ///< people, keys and enterprises: their rights may have changed
};

bool is_caller(std::string_view subject) {
  return subject.starts_with("user:") || subject.starts_with("api-key:") ||
         subject.starts_with("account:");
}

std::string event_text(std::string_view kind, std::int64_t place, std::string_view data) {
  return fmt::format("id: {}\nevent: {}\ndata: {}\n\n", place, kind, data);
}

/// Behind the last event that the caller has seen; nothing when it names none.
std::optional<std::int64_t> first_unseen(const Call& call) {
  const auto header = call.request.header("Last-Event-ID");
  std::int64_t last = 0;
  if (!header ||
      std::from_chars(header->data(), header->data() + header->size(), last).ec != std::errc() ||
      last < 0) {
    return std::nullopt;
  }
  return last + 1;
}

}  // namespace

class Events::Hub final {
 public:
  Hub(const Uses& uses, const Pace& pace) : uses_(uses), pace_(pace) {}

  ~Hub() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) {
      thread_.join();
    }
    for (const auto& listener : alive()) {
      listener->end();
    }
  }

  Result<std::shared_ptr<EventListener>> add(const Call& call) {
    const std::int64_t size = TRY(log_size());
    const std::int64_t from = std::min(first_unseen(call).value_or(size), size);
    auto listener =
        std::make_shared<EventListener>(call.caller, call.scope, from, uses_.clock.now());
    const std::lock_guard lock(mutex_);
    std::erase_if(listeners_, [](const auto& weak) { return weak.expired(); });
    if (listeners_.size() >= kMaxListeners) {
      return fail(http::kServerBusy);
    }
    listeners_.push_back(listener);
    if (!thread_.joinable()) {
      thread_ = std::thread([this] { work(); });
    }
    wake_.notify_all();
    return listener;
  }

 private:
  using Listeners = std::vector<std::shared_ptr<EventListener>>;

  Listeners alive() {
    Listeners found;
    const std::lock_guard lock(mutex_);
    std::erase_if(listeners_, [&](const auto& weak) {
      auto listener = weak.lock();
      if (listener) {
        found.push_back(std::move(listener));
        return false;
      }
      return true;
    });
    return found;
  }

  void work() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
      if (listeners_.empty()) {
        wake_.wait(lock);
        continue;
      }
      lock.unlock();
      look();
      lock.lock();
      wake_.wait_for(lock, pace_.look, [this] { return stopping_; });
    }
  }

  /// A store that does not answer is asked again the next time: nothing is lost.
  void look() {
    const Listeners listeners = alive();
    const auto size = log_size();
    if (size) {
      for (std::int64_t place = nearest(listeners, *size); place < *size;) {
        const auto next = tell(listeners, place, *size);
        if (!next) {
          break;
        }
        place = *next;
      }
    }
    const Time now = uses_.clock.now();
    for (const auto& listener : listeners) {
      if (now - listener->since() >= pace_.life) {
        listener->end();
      } else if (now - listener->last_push() >= pace_.keep_alive) {
        listener->push(": keep-alive\n\n", now);
      }
    }
  }

  /// Where the furthest behind goes on; who is too far behind starts anew.
  std::int64_t nearest(const Listeners& listeners, std::int64_t size) {
    std::int64_t first = size;
    for (const auto& listener : listeners) {
      if (size - listener->from() > kMostLeaves) {
        listener->push(std::string(kReset), uses_.clock.now());
        listener->from() = size;
      }
      first = std::min(first, listener->from());
    }
    return first;
  }

  /// What is in the log from `place` on, at most kLeavesAtOnce leaves; where to go on.
  Result<std::int64_t> tell(const Listeners& listeners, std::int64_t place, std::int64_t size) {
    const auto count = static_cast<int>(std::min<std::int64_t>(kLeavesAtOnce, size - place));
    const auto subjects = TRY(read_subjects(place, count));
    std::vector<Event> events;
    for (const auto& [id, at] : subjects.applications) {
      add_application(events, model::ApplicationId(id), at);
    }
    for (const auto& [id, at] : subjects.certificates) {
      TRY(add_certificate(events, model::CertificateId(id), at));
    }
    std::ranges::sort(events, {}, &Event::place);
    const Time now = uses_.clock.now();
    for (const auto& listener : listeners) {
      std::string text;
      for (const auto& event : events) {
        if (event.place >= listener->from() && listener->scope().covers(event.owner)) {
          text += event.text;
        }
      }
      const bool is_news = listener->from() < place + count;
      listener->from() = std::max(listener->from(), place + count);
      if (is_news && listener->hangs_on(subjects.callers)) {
        listener->end();  // with a new stream its rights are looked at again (NT-109)
      } else if (!text.empty()) {
        listener->push(std::move(text), now);
      }
    }
    return place + count;
  }

  Result<Subjects> read_subjects(std::int64_t place, int count) {
    return uses_.database.read([&](store::Snapshot& snapshot) -> Result<Subjects> {
      Subjects subjects;
      for (const auto& leaf : TRY(audit::leaves_from(snapshot, place, count))) {
        const std::string& subject = leaf.record.subject;
        if (const auto application = id_after(subject, "application:")) {
          subjects.applications[*application] = leaf.index;
        } else if (const auto certificate = id_after(subject, "certificate:")) {
          subjects.certificates[*certificate] = leaf.index;
        } else if (is_caller(subject)) {
          subjects.callers.insert(subject);
        } else if (const auto proof = id_after(subject, "authorization:")) {
          const auto found =
              TRY(store::AuthorizationRepository::by_id(snapshot, model::AuthorizationId(*proof)));
          if (found && !found->application.empty()) {
            subjects.applications[found->application.value()] = leaf.index;
          }
        }
      }
      return subjects;
    });
  }

  /// One that is gone meanwhile has nothing to tell.
  void add_application(std::vector<Event>& events, model::ApplicationId id, std::int64_t place) {
    const auto view = uses_.applications.get(ra::Scope::staff(), id);
    if (view) {
      const auto body = application_json(*view, uses_.clock.now());
      events.push_back({view->application.account, place,
                        event_text("application", place, boost::json::serialize(body))});
    }
  }

  Result<void> add_certificate(std::vector<Event>& events, model::CertificateId id,
                               std::int64_t place) {
    return uses_.database.read([&](store::Snapshot& snapshot) -> Result<void> {
      const auto found = TRY(store::CertificateRepository::by_id(snapshot, id));
      if (found) {
        const auto revocation =
            TRY(store::RevocationRepository::find(snapshot, found->issuer, found->serial));
        std::string body;
        append_certificate(body, *found, revocation, uses_.clock.now(), nullptr);
        events.push_back({found->owner, place, event_text("certificate", place, body)});
      }
      return {};
    });
  }

  Result<std::int64_t> log_size() {
    return uses_.database.read([](store::Snapshot& snapshot) -> Result<std::int64_t> {
      return TRY(audit::head(snapshot)).size;
    });
  }

  Uses uses_;
  Pace pace_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable wake_;
  bool stopping_ = false;
  std::vector<std::weak_ptr<EventListener>> listeners_;
  std::thread thread_;
};

Events::Events(const Uses& uses, const Pace& pace) : hub_(std::make_unique<Hub>(uses, pace)) {}

Events::~Events() = default;

Result<http::Response> Events::listen(const Call& call) {
  TRY(call.query.refuse_others({}));
  auto listener = TRY(hub_->add(call));
  http::Response response = http::respond_stream(
      "text/event-stream", std::static_pointer_cast<http::BodySource>(listener));
  response.headers.add("Cache-Control", "no-store");
  response.headers.add("X-Accel-Buffering", "no");  // nginx in front would hold events back
  return response;
}

}  // namespace chancery::api
