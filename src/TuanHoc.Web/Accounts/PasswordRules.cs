using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Accounts;

/// <summary>What Identity's own rules (ten signs, four different ones) do not ask: not too long to type, and not what is guessed first.</summary>
public sealed class PasswordRules(AppDb db, PersonErrors errors, TimeProvider clock) : IPasswordValidator<Person>
{
    public const int Shortest = 10, Longest = 200;

    public async Task<IdentityResult> ValidateAsync(UserManager<Person> manager, Person user, string? password)
    {
        if (password is null) return IdentityResult.Success;
        if (password.Length > Longest) return IdentityResult.Failed(errors.PasswordTooLong());
        var today = clock.Today();
        // The unit's own name, and those above it: who guesses for a commune tries its province too.
        var own = await db.Database.SqlQuery<string>($"""
            select distinct v.name
              from membership m cross join lateral unit_line(m.unit_id, {today}) line join unit_version v on v.unit_id = line
             where m.person_id = {user.Id} and (upper_inf(m.valid) or upper(m.valid) > {today}) and v.valid @> {today}
             limit 50
            """).ToListAsync();
        return CommonPasswords.Contain(password, [user.FullName, user.UserName ?? "", .. own]) ? IdentityResult.Failed(errors.PasswordIsCommon()) : IdentityResult.Success;
    }
}

/// <summary>What is wrong with a name or a password, as the sentence a person reads.</summary>
public sealed class PersonErrors : IdentityErrorDescriber
{
    public override IdentityError PasswordTooShort(int length) => Error(nameof(PasswordTooShort), T["Mật khẩu cần ít nhất 10 ký tự; một câu ngắn dễ nhớ là tốt nhất."]);

    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) => Error(nameof(PasswordRequiresUniqueChars), T["Mật khẩu lặp lại quá ít chữ khác nhau; viết một câu ngắn thay vào."]);

    public override IdentityError DuplicateUserName(string userName) => Error(nameof(DuplicateUserName), T["Tên đăng nhập này đã có người dùng."]);

    public override IdentityError InvalidUserName(string? userName) => Error(nameof(InvalidUserName), T["Tên đăng nhập chỉ gồm chữ không dấu, số và các dấu . - _ @"]);

    public IdentityError PasswordTooLong() => Error(nameof(PasswordTooLong), T["Mật khẩu dài nhất 200 ký tự."]);

    public IdentityError PasswordIsCommon() => Error(nameof(PasswordIsCommon), T["Mật khẩu này dễ đoán: gần như chỉ gồm từ hay dùng, dãy phím, ngày tháng, tên bạn hoặc tên đơn vị. Viết một câu ngắn mà chỉ mình bạn nghĩ ra."]);

    /// <summary>The field of a form that an error belongs to.</summary>
    public static string FieldOf(IdentityError error) => error.Code.Contains("UserName", StringComparison.Ordinal) ? "name" : "password";

    static IdentityError Error(string code, string sentence) => new() { Code = code, Description = sentence };
}
