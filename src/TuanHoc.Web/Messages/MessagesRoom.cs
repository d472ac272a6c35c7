using TuanHoc.Web.Plans;
using TuanHoc.Web.Platform;

namespace TuanHoc.Web.Messages;

/// <summary>The room of what people are told: the inbox, reminders, wishes about letters, calendars.</summary>
public static class MessagesRoom
{
    public static IServiceCollection AddMessages(this IServiceCollection services)
    {
        services.AddScoped<FollowHappenings>();
        services.AddScoped<DailyReminders>();
        return services.AddDeliveryStep(TellOfPlan.Name, TellOfPlan.TellAsync).AddJob<FollowHappenings>(FollowHappenings.Every).AddJob<DailyReminders>(DailyReminders.Every);
    }

    public static void MapMessages(this IEndpointRouteBuilder app)
    {
        app.MapInbox();
        app.MapWishes();
        app.MapCalendars();
    }
}
