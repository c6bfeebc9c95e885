namespace Athanor.Campaigns.Tests;

/// <summary>A clock that goes when it is told to.</summary>
sealed class StepClock : TimeProvider
{
    DateTimeOffset _now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Step(double seconds) => _now += TimeSpan.FromSeconds(seconds);
}
