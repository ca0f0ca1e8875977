// The verb serve: listeners, doors, jobs, until a signal.
#include <csignal>
#include <fmt/format.h>

#include "acme/door.h"
#include "api/door.h"
#include "app/file_limit.h"
#include "app/first_start.h"
#include "app/health.h"
#include "app/opening.h"
#include "app/recurring_work.h"
#include "app/server_certificate.h"
#include "app/validation.h"
#include "ca/recovery.h"
#include "console/door.h"
#include "http/server.h"
#include "jobs/runner.h"
#include "observe/log.h"
#include "ra/registration_authority.h"

namespace chancery::app {
namespace {

const observe::Log kLog("app");

constexpr Duration kGrace = std::chrono::seconds(5);
constexpr std::uint64_t kOtherFiles = 256;  // databases, lists, validations
constexpr std::size_t kJobThreads = 8;      // validations wait for other people's hosts

/// Blocks SIGTERM and SIGINT in this thread and all that it starts; wait() takes one.
class StopSignals final {
 public:
  StopSignals() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGTERM);
    sigaddset(&signals_, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
  }
  void wait() const {
    int which = 0;
    sigwait(&signals_, &which);
  }

 private:
  sigset_t signals_{};
};

http::ServerSettings http_settings(const config::Config& config) {
  http::ServerSettings settings;
  settings.io_threads = config.listen.io_threads;
  settings.workers = config.listen.workers;
  settings.limits.max_connections = config.listen.max_connections;
  return settings;
}

/// Everything that runs, in the order of its making; stopped in reverse.
class Service final {
 public:
  Service(Installation& installation, Validation& validation, AuditNotary& notary)
      : installation_(installation),
        notary_(notary),
        authority_(registration_equipment(installation), registration_settings(installation),
                   validation.perspective(), installation.issuers, installation.issuing,
                   installation.revoking),
        acme_(authority_, installation.clock, installation.random, acme_settings(installation)),
        managed_keys_(installation.keys->sealing_key("managed keys")),
        api_({*installation.database,
              installation.audit,
              installation.identity,
              authority_.accounts(),
              authority_.filing(),
              authority_.applications(),
              authority_.revocations(),
              authority_.renewals(),
              authority_.domains(),
              authority_.imports(),
              authority_.drafts(),
              authority_.views(),
              authority_.placements(),
              authority_.organizations(),
              installation.issuing,
              installation.issuers,
              installation.urls,
              installation.profiles,
              managed_keys_,
              installation.clock,
              installation.random,
              installation.tasks},
             api_settings()),
        health_(*installation.database, metrics_),
        public_side_(installation, metrics_),
        runner_(*installation.database, installation.queue, installation.clock, installation.random,
                {.threads = kJobThreads}),
        server_(http_settings(installation.config),
                {installation.clock, installation.random, metrics_, installation.tasks}) {}

  [[nodiscard]] Result<void> start();
  void stop();

 private:
  [[nodiscard]] Result<void> listen();
  [[nodiscard]] Result<void> start_jobs();
  void add_routes();
  [[nodiscard]] api::Settings api_settings();

  Installation& installation_;
  AuditNotary& notary_;
  observe::Metrics metrics_;
  ra::RegistrationAuthority authority_;
  acme::AcmeDoor acme_;
  crypto::SealingKey managed_keys_;
  api::ApiDoor api_;
  Health health_;
  PublicSide public_side_;
  std::optional<RecurringWork> recurring_;
  http::Router https_routes_;
  http::Router http_routes_;
  jobs::Runner runner_;
  http::Server server_;
  std::optional<http::ListenerId> https_;
};

api::Settings Service::api_settings() {
  api::Settings settings;
  settings.api_url = installation_.config.public_urls.api_url;
  settings.agreement_version = authority_.settings().agreement_version;
  settings.terms_url = installation_.config.acme.terms_of_service;
  settings.ceremonies = installation_.directory.ceremonies();
  settings.checkpoints = {notary_.key(), [this] { return notary_.sign(); }};
  settings.suffix_list = [this] { return installation_.suffixes->status(); };
  if (installation_.linters) {
    settings.linters = [this] { return installation_.linters->versions(); };
  }
  return settings;
}

void Service::add_routes() {
  api_.add_routes(https_routes_);
  acme_.add_routes(https_routes_);
  console::add_routes(https_routes_);
  health_.add_routes(https_routes_);
  health_.add_metrics_route(https_routes_);
  health_.add_routes(http_routes_);
  public_side_.add_routes(http_routes_);
}

Result<void> Service::listen() {
  const auto& listen = installation_.config.listen;
  auto tls = TRY(server_certificate(installation_));
  https_ = TRY(server_.listen(listen.https.host, listen.https.port, https_routes_, std::move(tls)));
  (void)TRY(server_.listen(listen.http.host, listen.http.port, http_routes_));
  server_.start();
  return {};
}

Result<void> Service::start_jobs() {
  recurring_.emplace(installation_, public_side_, notary_, metrics_, [this]() -> Result<void> {
    server_.set_tls(*https_, TRY(server_certificate(installation_)));
    return {};
  });
  authority_.register_jobs(runner_);
  installation_.outbox.register_jobs(runner_);
  recurring_->register_jobs(runner_);
  runner_.on_error([](const jobs::Job* job, const Error& error) {
    kLog.warning("job failed", {{"kind", job != nullptr ? std::string_view(job->kind) : "queue"},
                                {"key", job != nullptr ? std::string_view(job->key) : ""},
                                {"error", observe::log_text(error)}});
  });
  TRY(authority_.schedule());
  TRY(recurring_->schedule());
  if (installation_.ct_logs) {
    installation_.ct_logs->watch(*installation_.database, kServerNode);
  }
  runner_.start();
  return {};
}

Result<void> Service::start() {
  add_routes();
  TRY(public_side_.start());
  TRY(listen());
  TRY(start_jobs());
  health_.set_ready(true);
  return {};
}

void Service::stop() {
  health_.set_ready(false);
  server_.stop(kGrace);
  if (installation_.ct_logs) {
    installation_.ct_logs->transparency().stop();
  }
  runner_.stop();
}

void set_up_logging(const config::Config& config, const Clock& clock) {
  const auto level = static_cast<observe::Level>(config.log.level);
  const auto format = config.log.format == config::LogFormat::json ? observe::LogFormat::json
                                                                   : observe::LogFormat::text;
  observe::set_up_log({level, format}, observe::stderr_sink(), clock);
}

/// Connections are descriptors, and the usual soft limit is 1024.
void make_room_for_connections(const config::Config& config) {
  const std::uint64_t wanted = config.listen.max_connections + kOtherFiles;
  if (const auto allowed = raise_file_limit(wanted); allowed < wanted) {
    kLog.warning("fewer open files are allowed than listen.max_connections needs",
                 {{"allowed", allowed}, {"needed", wanted}});
  }
}

void greet(const Common& common, const Installation& installation, const FirstStartReport& report) {
  const auto& urls = installation.config.public_urls;
  fmt::print("Chancery serves {} (API, ACME) and {} (CRL, OCSP, CA certificates).\n", urls.api_url,
             urls.base_url);
  if (report.administrator_password) {
    fmt::print("First start of {}: {}.\nAdministrator: admin, one-time password: {}\n",
               installation.directory.path().string(), report.hierarchies_text(),
               report.administrator_password->reveal_text());
  }
  fmt::print(
      "Next: open {}/ or run\n"
      "  chancery api-key create --data {} --role registration-officer --name first\n",
      urls.api_url, common.data);
  (void)std::fflush(stdout);
}

}  // namespace

Result<void> serve(const Common& common) {
  const StopSignals signals;
  auto config = TRY(read_config(common));
  auto directory = TRY(DataDirectory::open(common.data));
  const auto lock = TRY(directory.lock(kServerNode));
  auto installation = TRY(Installation::open(std::move(config), std::move(directory), kServerNode));
  set_up_logging(installation->config, installation->clock);
  make_room_for_connections(installation->config);
  const auto recovered = TRY(ca::recover(*installation->database, installation->intents,
                                         installation->audit, installation->clock));
  if (recovered.issued + recovered.abandoned > 0) {
    kLog.warning("recovered after an unclean stop", {{"issued", recovered.issued},
                                                     {"abandoned", recovered.abandoned},
                                                     {"unfinished", recovered.unfinished}});
  }
  const auto report = TRY(first_start(*installation));
  const auto validation = TRY(Validation::open(*installation));
  auto notary = TRY(AuditNotary::open(*installation));
  Service service(*installation, *validation, notary);
  TRY(service.start());
  greet(common, *installation, report);
  kLog.info("serving", {{"api", installation->config.public_urls.api_url},
                        {"public", installation->config.public_urls.base_url}});
  signals.wait();
  kLog.info("stopping");
  service.stop();
  return {};
}

}  // namespace chancery::app
