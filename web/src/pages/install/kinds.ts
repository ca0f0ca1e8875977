// The servers for which a certificate can be downloaded, and what each of them is told.
export type Kind = "nginx" | "apache" | "tomcat" | "iis" | "jks" | "pem";

export const KINDS: Kind[] = ["nginx", "apache", "tomcat", "iis", "jks", "pem"];

/** Kinds that want key and chain in one file. */
export const CONTAINERS = { tomcat: "p12", iis: "pfx", jks: "jks" } as const satisfies Partial<Record<Kind, string>>;
export type Container = keyof typeof CONTAINERS;

export function isContainer(kind: Kind): kind is Container {
  return kind in CONTAINERS;
}

export interface Step {
  text: "place" | "configure" | "password" | "reload" | "check" | "import" | "bind" | "connector";
  code?: string;
}

const check = (host: string): Step => ({
  text: "check",
  code: `openssl s_client -connect ${host}:443 -servername ${host} </dev/null | openssl x509 -noout -subject -enddate`,
});

const unseal = (stem: string): Step => ({ text: "password", code: `openssl pkey -in ${stem}.key.pem -out ${stem}.open-key.pem && chmod 600 ${stem}.open-key.pem` });

/** The guide for `kind`: `names` as in the certificate, `stem` as in the names of its files. */
export function guideOf(kind: Kind, names: string[], stem: string): Step[] {
  const host = (names[0] ?? stem).replace("*.", "www.");
  switch (kind) {
    case "nginx":
      return [
        { text: "place", code: `install -m 600 ${stem}.fullchain.pem ${stem}.key.pem /etc/nginx/tls/` },
        {
          text: "configure",
          code: [
            "server {",
            "    listen 443 ssl;",
            `    server_name ${names.join(" ")};`,
            `    ssl_certificate     /etc/nginx/tls/${stem}.fullchain.pem;`,
            `    ssl_certificate_key /etc/nginx/tls/${stem}.key.pem;`,
            `    ssl_password_file   /etc/nginx/tls/${stem}.password;   # one line: the password of the key`,
            "}",
          ].join("\n"),
        },
        { text: "reload", code: "nginx -t && systemctl reload nginx" },
        check(host),
      ];
    case "apache":
      return [
        unseal(stem),
        { text: "place", code: `install -m 600 ${stem}.fullchain.pem ${stem}.open-key.pem /etc/apache2/tls/` },
        {
          text: "configure",
          code: [
            "<VirtualHost *:443>",
            `    ServerName ${host}`,
            "    SSLEngine on",
            `    SSLCertificateFile    /etc/apache2/tls/${stem}.fullchain.pem`,
            `    SSLCertificateKeyFile /etc/apache2/tls/${stem}.open-key.pem`,
            "</VirtualHost>",
          ].join("\n"),
        },
        { text: "reload", code: "apachectl configtest && systemctl reload apache2" },
        check(host),
      ];
    case "tomcat":
    case "jks":
      return [
        { text: "place", code: `install -m 640 -g tomcat ${stem}.${CONTAINERS[kind]} $CATALINA_BASE/conf/` },
        {
          text: "connector",
          code: [
            '<Connector port="443" protocol="org.apache.coyote.http11.Http11NioProtocol" SSLEnabled="true">',
            "  <SSLHostConfig>",
            `    <Certificate certificateKeystoreFile="conf/${stem}.${CONTAINERS[kind]}"`,
            `                 certificateKeystoreType="${kind === "jks" ? "JKS" : "PKCS12"}" certificateKeystorePassword="…" />`,
            "  </SSLHostConfig>",
            "</Connector>",
          ].join("\n"),
        },
        { text: "reload", code: "systemctl restart tomcat" },
        check(host),
      ];
    case "iis":
      return [
        {
          text: "import",
          code: `Import-PfxCertificate -FilePath .\\${stem}.pfx -CertStoreLocation Cert:\\LocalMachine\\My -Password (Read-Host -AsSecureString)`,
        },
        {
          text: "bind",
          code: `New-WebBinding -Name 'Default Web Site' -Protocol https -Port 443 -HostHeader ${host} -SslFlags 1\n(Get-WebBinding -Name 'Default Web Site' -HostHeader ${host}).AddSslCertificate('THUMBPRINT', 'My')`,
        },
        check(host),
      ];
    case "pem":
      return [unseal(stem), check(host)];
  }
}
