namespace Athanor.App.Studio;

/// <summary>Tells whether somebody still counts: a campaign's process adds to its running time several times a second, and nobody does once it was ended or killed.</summary>
sealed class Pulse(TimeProvider? clock = null)
{
    /// <summary>A machine under load may skip some beats, not so many.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    readonly TimeProvider _clock = clock ?? TimeProvider.System;
    double _last = double.NaN;
    long _changed;

    /// <summary>Whether the count has not changed for long, as far as it was looked at.</summary>
    public bool IsStill(double count)
    {
        if (count != _last)
            (_last, _changed) = (count, _clock.GetTimestamp());
        return _clock.GetElapsedTime(_changed) > Patience;
    }
}
