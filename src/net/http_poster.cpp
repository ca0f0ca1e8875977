#include "net/http_poster.h"

#include <algorithm>
#include <charconv>
#include <curl/curl.h>
#include <map>

#include "net/errors.h"

namespace chancery::net {
namespace {

constexpr std::size_t kMaxHeaderBytes = 16'384;
constexpr int kIdlePoll = 1000;  // milliseconds; a new request wakes the thread earlier

struct EasyCleanup {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
using Easy = std::unique_ptr<CURL, EasyCleanup>;

struct ListFree {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, ListFree>;

struct MultiCleanup {
  void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
};
using Multi = std::unique_ptr<CURLM, MultiCleanup>;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

/// "Retry-After: 120" and nothing else.
std::optional<std::chrono::seconds> retry_after(std::string_view line) {
  constexpr std::string_view kName = "retry-after:";
  if (line.size() < kName.size() ||
      !std::ranges::equal(line.substr(0, kName.size()), kName, {}, lower)) {
    return std::nullopt;
  }
  line.remove_prefix(kName.size());
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  std::uint32_t seconds = 0;
  const auto [end, fault] = std::from_chars(line.data(), line.data() + line.size(), seconds);
  const bool is_number = fault == std::errc() && (end == line.data() + line.size() || *end == '\r');
  return is_number ? std::optional(std::chrono::seconds(seconds)) : std::nullopt;
}

bool library_ready() {
  static const bool kReady = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return kReady;
}

}  // namespace

/// One request until its answer.
struct HttpPoster::Transfer {
  Transfer(PostRequest post, Deadline until, Done then)
      : request(std::move(post)), deadline(until), done(std::move(then)) {}

  PostRequest request;
  Deadline deadline;
  Done done;
  Easy easy;
  List headers;
  PostReply reply{};
  std::size_t header_bytes = 0;
  bool headers_too_large = false;
  bool answer_too_large = false;

  void set_options(const HttpPosterSettings& settings);
  [[nodiscard]] Result<PostReply> outcome(CURLcode code);

  static std::size_t take_body(char* data, std::size_t, std::size_t size, void* context);
  static std::size_t take_header(char* data, std::size_t, std::size_t size, void* context);
};

std::size_t HttpPoster::Transfer::take_body(char* data, std::size_t, std::size_t size,
                                            void* context) {
  auto& transfer = *static_cast<Transfer*>(context);
  if (size > transfer.request.max_answer - transfer.reply.body.size()) {
    transfer.answer_too_large = true;
    return 0;
  }
  append(transfer.reply.body, as_bytes({data, size}));
  return size;
}

std::size_t HttpPoster::Transfer::take_header(char* data, std::size_t, std::size_t size,
                                              void* context) {
  auto& transfer = *static_cast<Transfer*>(context);
  transfer.header_bytes += size;
  if (transfer.header_bytes > kMaxHeaderBytes) {
    transfer.headers_too_large = true;
    return 0;
  }
  if (const auto seconds = retry_after({data, size})) {
    transfer.reply.retry_after = seconds;
  }
  return size;
}

void HttpPoster::Transfer::set_options(const HttpPosterSettings& settings) {
  CURL* const curl = easy.get();
  const auto milliseconds = [](Duration span) { return std::max<long>(span.count(), 1); };
  const std::string type = "Content-Type: " + request.content_type;
  headers.reset(curl_slist_append(nullptr, type.c_str()));
  headers.reset(curl_slist_append(headers.release(), "Expect:"));  // no wait for 100 Continue
  curl_easy_setopt(curl, CURLOPT_URL, request.url.text().c_str());
  curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!settings.ca_file.empty()) {
    curl_easy_setopt(curl, CURLOPT_CAINFO, settings.ca_file.c_str());
  }
  curl_easy_setopt(curl, CURLOPT_USERAGENT, settings.user_agent.c_str());
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(request.connect_timeout));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, milliseconds(deadline.remaining()));
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_POST, 1L);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body->data());
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
                   static_cast<curl_off_t>(request.body->size()));
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(curl, CURLOPT_PRIVATE, this);
}

Result<PostReply> HttpPoster::Transfer::outcome(CURLcode code) {
  const auto failed = [&](const ErrorKind& kind) -> Result<PostReply> {
    return fail(kind, {{"url", request.url.text()}, {"reason", curl_easy_strerror(code)}});
  };
  if (headers_too_large || answer_too_large) {
    return failed(headers_too_large ? kHttpHeadersTooLarge : kHttpAnswerTooLarge);
  }
  curl_off_t begun = 0;
  switch (code) {
    case CURLE_OK:
      break;
    case CURLE_OPERATION_TIMEDOUT:
      curl_easy_getinfo(easy.get(), CURLINFO_PRETRANSFER_TIME_T, &begun);
      return failed(begun == 0 ? kConnectTimeout : kHttpTimeout);
    case CURLE_COULDNT_CONNECT:
    case CURLE_COULDNT_RESOLVE_HOST:
      return failed(kConnectFailed);
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_PEER_FAILED_VERIFICATION:
      return failed(kHttpTlsFailed);
    default:
      return failed(kHttpFailed);
  }
  long status = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  reply.status = static_cast<int>(status);
  return std::move(reply);
}

/// What only the thread touches, but for `wake`.
class HttpPoster::Loop final {
 public:
  explicit Loop(HttpPoster& client) : client_(client), multi_(curl_multi_init()) {
    curl_multi_setopt(multi_.get(), CURLMOPT_MAX_HOST_CONNECTIONS,
                      client.settings_.max_connections_to_one);
  }

  void wake() { curl_multi_wakeup(multi_.get()); }

  void run() {
    while (take_arrivals()) {
      int running = 0;
      curl_multi_perform(multi_.get(), &running);
      settle();
      curl_multi_poll(multi_.get(), nullptr, 0, kIdlePoll, nullptr);
    }
    while (!transfers_.empty()) {
      auto transfer = take(transfers_.begin()->first);
      end(*transfer, fail(kHttpStopped));
    }
  }

 private:
  /// False when it is time to stop.
  bool take_arrivals() {
    std::vector<TransferPtr> arrived;
    bool stopping = false;
    {
      const std::lock_guard lock(client_.mutex_);
      arrived.swap(client_.arrived_);
      stopping = client_.stopping_;
    }
    for (auto& transfer : arrived) {
      begin(std::move(transfer));
    }
    return !stopping;
  }

  void begin(TransferPtr transfer) {
    transfer->easy.reset(curl_easy_init());
    if (!transfer->easy) {
      end(*transfer, fail(kHttpFailed));
      return;
    }
    transfer->set_options(client_.settings_);
    CURL* const easy = transfer->easy.get();
    transfers_[easy] = std::move(transfer);
    curl_multi_add_handle(multi_.get(), easy);
  }

  void settle() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
      if (message->msg == CURLMSG_DONE) {
        const CURLcode code = message->data.result;
        auto transfer = take(message->easy_handle);
        end(*transfer, transfer->outcome(code));
      }
    }
  }

  TransferPtr take(CURL* easy) {
    curl_multi_remove_handle(multi_.get(), easy);
    auto node = transfers_.extract(easy);
    return std::move(node.mapped());
  }

  void end(Transfer& transfer, Result<PostReply> outcome) {
    --client_.waiting_;
    transfer.done(std::move(outcome));
  }

  HttpPoster& client_;
  Multi multi_;
  std::map<CURL*, TransferPtr> transfers_;
};

HttpPoster::HttpPoster(HttpPosterSettings settings) : settings_(std::move(settings)) {}

HttpPoster::~HttpPoster() {
  stop();
}

Result<void> HttpPoster::accept(TransferPtr& transfer) {
  const std::lock_guard lock(mutex_);
  if (stopping_ || !library_ready()) {
    return fail(kHttpStopped);
  }
  if (waiting_ >= settings_.max_waiting) {
    return fail(kHttpBusy);
  }
  ++waiting_;
  arrived_.push_back(std::move(transfer));
  if (!loop_) {
    loop_ = std::make_unique<Loop>(*this);
    thread_.emplace([this] { loop_->run(); });
  }
  loop_->wake();
  return {};
}

void HttpPoster::post(PostRequest request, Deadline deadline, Done done) {
  auto transfer = std::make_unique<Transfer>(std::move(request), deadline, std::move(done));
  if (auto accepted = accept(transfer); !accepted) {
    transfer->done(pass(accepted));
  }
}

void HttpPoster::stop() {
  std::optional<std::jthread> thread;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    if (loop_) {
      loop_->wake();
    }
    thread.swap(thread_);
  }
}

}  // namespace chancery::net
