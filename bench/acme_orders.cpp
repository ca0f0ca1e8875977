// ACME orders as a careful client sends them, for names that are proven already, from many clients
// at once; quick enough not to be what is measured.
//
//   acme_orders PORT FILE
//
// FILE: one client a line, JSON: "kid", "key" (PKCS#8 PEM), "name", "csrs" (base64url). Each sends,
// for every CSR: newOrder, order, authorization, finalize, order until it is valid, order once
// more, certificate: seven signed requests. Prints "RESULT done=... errors=... seconds=...".
#include <arpa/inet.h>
#include <atomic>
#include <boost/json.hpp>
#include <chrono>
#include <fmt/format.h>
#include <fstream>
#include <memory>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <stdexcept>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

#include "base/encoding.h"
#include "crypto/ecdsa_value.h"
#include "crypto/private_key.h"

namespace {

namespace json = boost::json;
using chancery::as_bytes;

struct Answer {
  int status = 0;
  std::string head;
  std::string body;

  [[nodiscard]] std::string header(const std::string& name) const {
    const auto at = head.find("\r\n" + name + ": ");
    if (at == std::string::npos) {
      throw std::runtime_error("no header " + name + " in: " + head);
    }
    const auto begin = at + name.size() + 4;
    return head.substr(begin, head.find("\r\n", begin) - begin);
  }
};

/// One kept-alive TLS connection to this machine.
class Connection final {
 public:
  explicit Connection(std::uint16_t port)
      : port_(port), socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    SSL_set_fd(ssl_.get(), socket_);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        SSL_connect(ssl_.get()) != 1) {
      throw std::runtime_error("cannot connect");
    }
  }
  ~Connection() { ::close(socket_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  Answer exchange(const std::string& method, const std::string& path, const std::string& body) {
    const std::string request = fmt::format(
        "{} {} HTTP/1.1\r\nHost: localhost:{}\r\nUser-Agent: chancery-bench/1\r\n"
        "Content-Type: application/jose+json\r\nContent-Length: {}\r\n\r\n{}",
        method, path, port_, body.size(), body);
    if (SSL_write(ssl_.get(), request.data(), static_cast<int>(request.size())) <= 0) {
      throw std::runtime_error("cannot send");
    }
    std::string text;
    std::size_t end = std::string::npos;
    while ((end = text.find("\r\n\r\n")) == std::string::npos) {
      receive(text);
    }
    Answer answer{std::stoi(text.substr(9, 3)), text.substr(0, end + 2), text.substr(end + 4)};
    const bool empty = method == "HEAD" || answer.status == 204;
    const std::size_t length = empty ? 0 : std::stoul(answer.header("Content-Length"));
    while (answer.body.size() < length) {
      receive(answer.body);
    }
    return answer;
  }

 private:
  struct Free {
    void operator()(SSL_CTX* tls) const { SSL_CTX_free(tls); }
    void operator()(SSL* ssl) const { SSL_free(ssl); }
  };

  void receive(std::string& into) {
    std::array<char, 16384> buffer{};
    const int count = SSL_read(ssl_.get(), buffer.data(), buffer.size());
    if (count <= 0) {
      throw std::runtime_error("the server closed the connection");
    }
    into.append(buffer.data(), static_cast<std::size_t>(count));
  }

  std::uint16_t port_;
  int socket_;
  std::unique_ptr<SSL_CTX, Free> tls_{SSL_CTX_new(TLS_client_method())};
  std::unique_ptr<SSL, Free> ssl_{SSL_new(tls_.get())};
};

class Client final {
 public:
  Client(std::uint16_t port, const json::object& line)
      : kid_(line.at("kid").as_string()),
        base_(kid_.substr(0, kid_.find("/acme/"))),
        name_(line.at("name").as_string()),
        key_(chancery::crypto::PrivateKey::from_pem(line.at("key").as_string()).value()),
        csrs_(line.at("csrs").as_array()),
        connection_(port) {
    nonce_ = connection_.exchange("HEAD", "/acme/new-nonce", "").header("Replay-Nonce");
  }

  [[nodiscard]] const json::array& csrs() const { return csrs_; }

  void order(const json::string& csr) {
    const json::object wish{{"identifiers", {{{"type", "dns"}, {"value", name_}}}}};
    const Answer placed = post(base_ + "/acme/new-order", json::serialize(wish), 201);
    const std::string url = placed.header("Location");
    const json::object seen = read(url);
    (void)read(std::string(seen.at("authorizations").as_array().at(0).as_string()));
    (void)post(std::string(seen.at("finalize").as_string()),
               json::serialize(json::object{{"csr", csr}}), 200);
    json::object now = read(url);
    while (now.at("status") == "processing") {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
      now = read(url);
    }
    now = read(url);
    const Answer chain = post(std::string(now.at("certificate").as_string()), "", 200);
    if (!chain.body.starts_with("-----BEGIN CERTIFICATE")) {
      throw std::runtime_error("no certificate");
    }
  }

 private:
  json::object read(const std::string& url) {
    return json::parse(post(url, "", 200).body).as_object();
  }

  Answer post(const std::string& url, const std::string& payload, int expected) {
    const json::object head{{"alg", "ES256"}, {"kid", kid_}, {"nonce", nonce_}, {"url", url}};
    const std::string signed_part = chancery::to_base64url(as_bytes(json::serialize(head))) + '.' +
                                    chancery::to_base64url(as_bytes(payload));
    const auto der =
        key_.sign(chancery::crypto::SignatureAlgorithm::ecdsa_sha256, as_bytes(signed_part))
            .value();
    const auto raw = chancery::crypto::ecdsa_der_to_raw(chancery::crypto::Curve::p256, der).value();
    const auto dot = signed_part.find('.');
    const std::string body = fmt::format(R"({{"protected":"{}","payload":"{}","signature":"{}"}})",
                                         signed_part.substr(0, dot), signed_part.substr(dot + 1),
                                         chancery::to_base64url(raw));
    Answer answer = connection_.exchange("POST", url.substr(base_.size()), body);
    if (answer.status != expected) {
      throw std::runtime_error(answer.head + answer.body);
    }
    nonce_ = answer.header("Replay-Nonce");
    return answer;
  }

  std::string kid_;
  std::string base_;
  std::string name_;
  chancery::crypto::PrivateKey key_;
  json::array csrs_;
  Connection connection_;
  std::string nonce_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "usage: acme_orders PORT FILE\n");
    return 2;
  }
  const auto port = static_cast<std::uint16_t>(std::atoi(argv[1]));
  std::vector<std::unique_ptr<Client>> clients;
  std::ifstream file(argv[2]);
  for (std::string line; std::getline(file, line);) {
    clients.push_back(std::make_unique<Client>(port, json::parse(line).as_object()));
  }
  std::atomic<int> done = 0;
  std::atomic<int> errors = 0;
  const auto start = std::chrono::steady_clock::now();
  {
    std::vector<std::jthread> threads;
    for (auto& client : clients) {
      threads.emplace_back([&] {
        for (const auto& csr : client->csrs()) {
          try {
            client->order(csr.as_string());
            ++done;
          } catch (const std::exception& failure) {
            if (++errors == 1) {
              fmt::print(stderr, "order failed: {}\n", failure.what());
            }
          }
        }
      });
    }
  }
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  fmt::print("RESULT done={} errors={} seconds={:.3f}\n", done.load(), errors.load(),
             seconds.count());
  return 0;
}
