using System.Net.Mail;

namespace TuanHoc.Web.Platform.Mail;

/// <summary>The server that takes our mail, from the settings Smtp__Host, __Port (587), __User, __Password, __Tls (true), __From. Without a host nothing is sent, and links are printed.</summary>
public sealed record Smtp(string? Host, int Port, string? User, string? Password, bool Tls, MailAddress? From)
{
    public bool IsThere => Host is not null;

    public static Smtp Of(IConfiguration configuration)
    {
        var section = configuration.GetSection("Smtp");
        if (section["Host"] is not { Length: > 0 } host) return new(Host: null, Port: 0, User: null, Password: null, Tls: false, From: null);
        if (!MailAddress.TryCreate(section["From"], out var from)) throw new Refusal("Đã có Smtp__Host nhưng Smtp__From chưa phải một địa chỉ thư. Ví dụ: Smtp__From=\"TuanHoc <tuanhoc@tinh.gov.vn>\"");
        if (!int.TryParse(section["Port"] ?? "587", System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var port) || port is 0 or > 65535) throw new Refusal("Smtp__Port phải là một số từ 1 đến 65535, ví dụ 587.");
        if (!bool.TryParse(section["Tls"] ?? "true", out var tls)) throw new Refusal("Smtp__Tls là true hoặc false.");
        return new(host, port, section["User"], section["Password"], tls, from);
    }

    // A record prints all it holds; a password stays out of every log.
    public override string ToString() => $"{Host}:{Port}";
}
