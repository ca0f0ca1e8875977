#include "api/status_page.h"

#include <fmt/format.h>

#include "api/html.h"
#include "api/issuers.h"

namespace chancery::api {

namespace {

std::string link(const std::string& url, std::string_view text) {
  return fmt::format(R"(<a href="{}">{}</a>)", escape_html(url), escape_html(text));
}

std::string card(std::string_view label, std::string_view figure) {
  return fmt::format(R"(<div class="card"><p class="soft">{}</p><p class="figure">{}</p></div>)",
                     escape_html(label), escape_html(figure));
}

std::string facts_of(const StatusFacts& facts, std::size_t issuers) {
  return "<div class=\"grid\">\n" + card("Version", facts.version) + '\n' +
         card("Store", facts.store) + '\n' + card("Issuers", std::to_string(issuers)) +
         "\n</div>\n";
}

std::string_view state_class(model::IssuerState state) {
  return state == model::IssuerState::enabled ? "good" : "bad";
}

std::string issuer_links(const model::Issuer& record, const ca::PublicUrls& urls) {
  std::string links = link(urls.ca_certificate(record.name), "certificate");
  for (int shard = 0; shard < record.crl_shards; ++shard) {
    const std::string text = record.crl_shards == 1 ? "CRL" : fmt::format("CRL {}", shard);
    links += " · " + link(urls.crl(record.name, shard), text);
  }
  return links;
}

std::string issuer_card(const ca::LoadedIssuer& issuer, const ca::PublicUrls& urls) {
  const model::Issuer& record = issuer.record();
  return fmt::format(
      R"(<div class="card">
<h3>{} <span class="badge {}">{}</span></h3>
<p>{}</p>
<p class="soft">{} · {} · until {}</p>
<p>{}</p>
</div>
)",
      escape_html(record.name), state_class(record.state), to_text(record.state),
      escape_html(record.subject), issuer.is_root() ? "root" : "subordinate",
      escape_html(crypto::display_name(issuer.public_key().spec())),
      to_rfc3339(record.not_after).substr(0, 10), issuer_links(record, urls));
}

std::string issuer_cards(const std::vector<ca::IssuerPtr>& issuers, const ca::PublicUrls& urls) {
  if (issuers.empty()) {
    return "<p>None yet: <code>chancery hierarchy create</code> makes one.</p>\n";
  }
  std::string cards = "<div class=\"grid pairs\">\n";
  for (const auto& issuer : issuers) {
    cards += issuer_card(*issuer, urls);
  }
  return cards + "</div>\n";
}

std::string step(std::string_view title, const std::string& commands) {
  return fmt::format("<li><p>{}</p><pre>{}</pre></li>\n", escape_html(title),
                     escape_html(commands));
}

/// The root that the server's own certificate leads to, and what else is made at the first start.
std::string private_root(const std::vector<ca::IssuerPtr>& issuers) {
  for (const auto& issuer : issuers) {
    if (issuer->is_root() && issuer->record().purpose == ca::kPrivatePurpose) {
      return issuer->record().name;
    }
  }
  return "private-root";
}

std::string steps(const StatusFacts& facts, const std::vector<ca::IssuerPtr>& issuers,
                  const ca::PublicUrls& urls) {
  const std::string& api = facts.api_url;
  return "<ol class=\"steps\">\n" +
         step("Trust the private root.",
              fmt::format("curl -s {} | openssl x509 -inform DER -out root.pem",
                          urls.ca_certificate(private_root(issuers)))) +
         step("Make an API key on the machine that runs Chancery, …",
              "chancery api-key create --role registration-officer --name me") +
         step("… or sign in with the administrator's one-time password.",
              fmt::format("curl --cacert root.pem {}/api/v1/sign-in -H 'Content-Type: "
                          "application/json' \\\n  -d '{{\"name\":\"admin\","
                          "\"password\":\"ONE-TIME\",\"new_password\":\"NEW-PASSWORD\"}}'",
                          api)) +
         step("Issue a private certificate.",
              fmt::format(
                  "openssl req -new -newkey rsa:2048 -nodes -keyout key.pem -out csr.pem \\\n"
                  "  -subj /CN=host.internal -addext subjectAltName=DNS:host.internal\n"
                  "curl --cacert root.pem {}/api/v1/certificates \\\n"
                  "  -H 'Authorization: Bearer KEY' -H 'Content-Type: application/json' \\\n"
                  "  -d \"{{\\\"profile\\\":\\\"private-server\\\",\\\"csr\\\":"
                  "\\\"$(awk '{{printf \"%s\\\\n\", $0}}' csr.pem)\\\"}}\"",
                  api)) +
         step("Get a certificate whose name control is proven, by ACME.",
              fmt::format("REQUESTS_CA_BUNDLE=root.pem certbot certonly --standalone \\\n"
                          "  --server {}/acme/directory -d www.example.com",
                          api)) +
         "</ol>\n";
}

}  // namespace

std::string status_page(const StatusFacts& facts, const std::vector<ca::IssuerPtr>& issuers,
                        const ca::PublicUrls& urls) {
  return fmt::format(
      R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Chancery</title>
<link rel="stylesheet" href="/assets/style.css">
</head>
<body>
<header>
<h1>Chancery</h1>
<p class="lead">Certificate authority and registration authority</p>
</header>
<main>
{}<h2>Doors</h2>
<p>ACME directory: {}<br>
REST API: {} · {}</p>
<h2>Issuers</h2>
{}<h2>What to do next</h2>
{}</main>
</body>
</html>
)",
      facts_of(facts, issuers.size()),
      link(facts.api_url + "/acme/directory", facts.api_url + "/acme/directory"),
      link("/api/v1/docs", "documentation"), link("/api/v1/openapi.json", "openapi.json"),
      issuer_cards(issuers, urls), steps(facts, issuers, urls));
}

}  // namespace chancery::api
