#include "api/events.h"

#include <condition_variable>
#include <gmock/gmock.h>

#include "api/door_for_tests.h"
#include "api/event_listener.h"

namespace chancery::api {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Reads a stream on threads of others, as a connection does.
class Reader final {
 public:
  explicit Reader(const http::Response& response) : body_(response.body) { ask(); }

  /// Waits until `text` has come; false after ten seconds or at the end of the stream.
  bool sees(std::string_view text) {
    std::unique_lock lock(state_->mutex);
    const auto found = [&] { return state_->text.find(text) != std::string::npos; };
    state_->changed.wait_for(lock, std::chrono::seconds(10),
                             [&] { return found() || state_->over; });
    return found();
  }
  bool ends() {
    std::unique_lock lock(state_->mutex);
    return state_->changed.wait_for(lock, std::chrono::seconds(10), [&] { return state_->over; });
  }
  std::string text() {
    const std::lock_guard lock(state_->mutex);
    return state_->text;
  }

 private:
  struct State {
    std::mutex mutex;
    std::condition_variable changed;
    std::string text;
    bool over = false;
  };

  void ask() { ask(body_, state_); }
  static void ask(const http::Body& body, const std::shared_ptr<State>& state) {
    body.source()->next([body, state](Result<std::string> piece) {
      {
        const std::lock_guard lock(state->mutex);
        state->over = !piece || piece->empty();
        state->text += piece.value_or("");
      }
      state->changed.notify_all();
      if (!state->over) {
        ask(body, state);
      }
    });
  }

  http::Body body_;
  std::shared_ptr<State> state_ = std::make_shared<State>();
};

class EventsTest : public DoorTest {
 protected:
  EventsTest()
      : events({*ca.database, ca.desks.applications(), ca.clock},
               {.look = Duration(5),
                .keep_alive = std::chrono::seconds(15),
                .life = std::chrono::minutes(5)}) {}

  http::Response listen(const ra::Scope& scope, const std::string& last = "",
                        const identity::Caller& caller = {}) {
    http::Request request;
    if (!last.empty()) {
      request.headers.add("Last-Event-ID", last);
    }
    const Call call{.request = request, .caller = caller, .scope = scope, .query = {}, .body = {}};
    return ra::must(events.listen(call));
  }

  Events events;
};

TEST_F(EventsTest, AListenerHearsOfItsOwnThingsAndOfNoOthers) {
  Reader mine(listen(ra::Scope::of(account)));
  Reader staff(listen(ra::Scope::staff()));
  const auto id = issue(officer, {"other.internal"}).string("id");
  const auto filed =
      post("/api/v1/applications", applicant, application_body("shop", "shop.example.com"));
  ASSERT_EQ(filed.status, 201) << filed.text;
  ASSERT_TRUE(mine.sees("event: application\ndata: {\"id\":\"" + filed.string("id")));
  EXPECT_TRUE(staff.sees("event: certificate\ndata: {\"id\":\"" + id));
  EXPECT_TRUE(staff.sees(filed.string("id")));
  EXPECT_THAT(mine.text(), Not(HasSubstr(id)));
}

TEST_F(EventsTest, WhoComesBackIsToldWhatItMissedAndNothingTwice) {
  const auto first = issue(officer).string("id");
  Reader all(listen(ra::Scope::staff(), "0"));
  ASSERT_TRUE(all.sees(first));
  const std::string text = all.text();
  const auto at = text.rfind("id: ") + 4;
  const auto last = text.substr(at, text.find('\n', at) - at);
  const auto second = issue(officer).string("id");
  Reader again(listen(ra::Scope::staff(), last));
  ASSERT_TRUE(again.sees(second));
  EXPECT_THAT(again.text(), Not(HasSubstr(first)));
}

TEST_F(EventsTest, ARevocationIsAnEventOfItsCertificate) {
  const auto id = issue(officer).string("id");
  Reader reader(listen(ra::Scope::staff()));
  (void)post("/api/v1/certificates/" + id + "/revoke", officer, {{"reason", "superseded"}});
  EXPECT_TRUE(reader.sees("\"status\":\"revoked\""));
}

TEST_F(EventsTest, SilenceIsBrokenByAComment) {
  Reader reader(listen(ra::Scope::staff()));
  ca.clock.advance(std::chrono::seconds(16));
  EXPECT_TRUE(reader.sees(": keep-alive\n\n"));
}

TEST_F(EventsTest, AStreamEndsSoThatRightsAreLookedAtAgain) {
  Reader reader(listen(ra::Scope::staff()));
  ca.clock.advance(std::chrono::minutes(6));
  EXPECT_TRUE(reader.ends());
}

TEST_F(EventsTest, AStreamEndsAtOnceWithTheRightsOfWhoListens) {  // NT-109
  const auto made = post("/api/v1/api-keys", administrator, {{"name", "x"}, {"role", "applicant"}});
  const auto id = made.string("id");
  Reader withdrawn(
      listen(ra::Scope::staff(), "", {.role = {}, .account = {}, .actor = "api-key:" + id}));
  Reader enterprise(
      listen(ra::Scope::of(account), "", {.role = {}, .account = account, .actor = "user:1"}));
  Reader other(listen(ra::Scope::staff(), "", {.role = {}, .account = {}, .actor = "api-key:1"}));
  (void)send({http::Method::del, "/api/v1/api-keys/" + id, administrator});
  (void)send({http::Method::patch, "/api/v1/enterprises/" + to_text(account), administrator,
              json::object{{"status", "suspended"}}});
  EXPECT_TRUE(withdrawn.ends());
  EXPECT_TRUE(enterprise.ends());
  const auto certificate = issue(officer).string("id");
  EXPECT_TRUE(other.sees(certificate)) << "everybody else goes on listening";
}

TEST_F(EventsTest, NoMoreThanSoManyListenAtOnce) {
  std::vector<http::Response> open;
  for (std::size_t i = 0; i < Events::kMaxListeners; ++i) {
    open.push_back(listen(ra::Scope::staff()));
  }
  const http::Request request;
  const Call call{
      .request = request, .caller = {}, .scope = ra::Scope::staff(), .query = {}, .body = {}};
  EXPECT_FALSE(events.listen(call));
  open.pop_back();  // one leaves
  EXPECT_TRUE(events.listen(call));
}

TEST_F(EventsTest, IsServedByTheDoor) {
  const auto answer = get("/api/v1/events", applicant);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.type, "text/event-stream");
  EXPECT_EQ(answer.headers.get("Cache-Control"), "no-store");
  EXPECT_EQ(get("/api/v1/events", "").status, 401);
}

TEST(EventListener, TellsASlowReaderToReadEverythingAnewRatherThanHoldItAll) {
  EventListener listener({}, ra::Scope::staff(), 0, Time());
  for (int i = 0; i < 300; ++i) {
    listener.push(std::string(1000, 'x'), Time());
  }
  std::string text;
  listener.next([&](Result<std::string> piece) { text = piece.value(); });
  EXPECT_THAT(text, testing::StartsWith("event: reset\n"));
  EXPECT_LT(text.size(), 256U * 1024U);
}

}  // namespace
}  // namespace chancery::api
