using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Accounts;

/// <summary>Coordinators, leaders and administrators have a second factor; who becomes one has some days to set it up (SecondFactor:GraceDays).</summary>
public sealed class SecondFactorRule(AppDb db, CurrentUser user, IConfiguration configuration)
{
    readonly int graceDays = configuration.GetValue("SecondFactor:GraceDays", 14);

    /// <summary>By when the person must have set one up; null when there is one, or none is asked.</summary>
    public DateTimeOffset? Due => IsAsked ? (user.SecondFactorAskedAt ?? user.Now).AddDays(graceDays) : null;

    public bool IsOverdue => Due <= user.Now;

    bool IsAsked => user.NeedsSecondFactor && !user.HasSecondFactor;

    /// <summary>The days count from the first request of a person of whom a second factor is asked, and anew with a later role.</summary>
    public async Task NoteAsync(CancellationToken cancel)
    {
        if (IsAsked && user.SecondFactorAskedAt is null)
            await db.Database.ExecuteSqlAsync($"update person set second_factor_asked_at = {user.Now} where id = {user.Id}", cancel);
        else if (!user.NeedsSecondFactor && user.SecondFactorAskedAt is not null)
            await db.Database.ExecuteSqlAsync($"update person set second_factor_asked_at = null where id = {user.Id}", cancel);
    }
}

/// <summary>Part of the authorization of every page: a second factor that is overdue leads to the page that sets it up.</summary>
sealed class SecondFactorInTime : IAuthorizationRequirement;

sealed class SecondFactorHandler(SecondFactorRule rule) : AuthorizationHandler<SecondFactorInTime>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, SecondFactorInTime requirement)
    {
        if (!rule.IsOverdue || (context.Resource as HttpContext)?.GetEndpoint()?.Metadata.GetMetadata<OpenWithoutSecondFactor>() is not null) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

/// <summary>On an endpoint: open to those whose second factor is overdue, because they set it up there, or leave.</summary>
sealed class OpenWithoutSecondFactor;
