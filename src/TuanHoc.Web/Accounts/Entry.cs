using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Accounts;

/// <summary>The door: who has shown enough goes in, by a cookie and its row in <c>session</c>.</summary>
public sealed class Entry(AppDb db, SignInManager<Person> signIn)
{
    public Task<Person?> FindAsync(string name, CancellationToken cancel)
    {
        var normalized = signIn.UserManager.NormalizeName(name);
        return db.Users.AsNoTracking().SingleOrDefaultAsync(p => p.NormalizedUserName == normalized, cancel);
    }

    /// <summary>Signs in; how says by what: "password", "passkey" …</summary>
    public Task EnterAsync(Person person, string how) =>
        signIn.SignInAsync(person, new AuthenticationProperties { IsPersistent = true, Items = { [SessionCookie.How] = how } });

    public Task LeaveAsync() => signIn.SignOutAsync();
}
