using System.Net;

namespace Athanor.App.Studio;

/// <summary>Where the studio listens and whom it answers.</summary>
/// <param name="Address">The address of this machine it is bound to.</param>
/// <param name="Port">0 for any that is free.</param>
/// <param name="Key">What visitors must know; null where everybody who reaches the address may come in.</param>
sealed record StudioTerms(IPAddress Address, int Port, StudioKey? Key)
{
    /// <summary>Whether it changes nothing: no pausing, no budgets.</summary>
    public bool IsForEyesOnly { get; init; }
}
