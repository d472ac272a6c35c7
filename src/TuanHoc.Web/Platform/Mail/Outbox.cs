using System.Net.Mail;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Platform.Mail;

/// <summary>Where rooms leave their letters.</summary>
public static class Outbox
{
    public static void AddMail(this IServiceCollection services)
    {
        services.AddScoped<SendMail>();
        services.AddJob<SendMail>(every: TimeSpan.FromSeconds(10));
    }

    /// <summary>Whether this is one plain address, such as ten@tinh.gov.vn.</summary>
    public static bool IsAddress(string text) => text.Length <= 256 && MailAddress.TryCreate(text, out var address) && address.Address == text && address.DisplayName.Length == 0;

    /// <summary>Leaves a letter within the transaction of what it tells of: both are written, or neither.</summary>
    public static Task QueueMailAsync(this AppDb db, string to, string subject, string text, DateTimeOffset now, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"insert into mail (recipient, subject, text, next_try, made_at) values ({to}, {subject.ReplaceLineEndings(" ").Cut(300)}, {text}, {now}, {now})", cancel);
}
