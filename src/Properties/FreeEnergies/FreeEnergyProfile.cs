using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>One bin of a profile.</summary>
/// <param name="At">Its middle, in the unit of ξ.</param>
/// <param name="FreeEnergy">−kT ln p above the lowest bin; NaN where nothing was sampled.</param>
/// <param name="Asymptotic">Statistical error by MBAR's asymptotic formula, eV, beside the one in use; NaN under a bias that changed.</param>
public sealed record ProfilePoint(double At, Estimate FreeEnergy, double Asymptotic);

/// <summary>A valley of the profile.</summary>
/// <param name="Minimum">Where its lowest bin is.</param>
/// <param name="FreeEnergy">−kT ln of its share of all probability, above that of the most probable one.</param>
public sealed record ProfileBasin(double From, double To, double Minimum, Estimate FreeEnergy, double Share);

/// <summary>A barrier between two valleys, <paramref name="From"/> the one below in ξ <paramref name="To"/> the one above (forward), or back.</summary>
/// <param name="Forward">Height above the bottom of the valley it is left from, by bins; NaN, as all of it, where nothing was sampled on the pass.</param>
/// <param name="ForwardDensity">ln of the density of probability on the barrier over the probability of the valley, times one unit of ξ: what rates are made of.</param>
public sealed record ProfileBarrier(double At, int From, int To, Estimate Forward, Estimate Backward, Estimate ForwardDensity, Estimate BackwardDensity);

/// <summary>What a window contributed.</summary>
/// <param name="FreeEnergy">Of the biased system, relative to the first window's.</param>
/// <param name="Inefficiency">Values that are worth one.</param>
/// <param name="Overlap">With the next window along ξ: the common area of their distributions, 0 … 1; NaN for the last.</param>
public sealed record WindowSummary(UmbrellaWindow Window, double Mean, double Deviation, double Inefficiency, Estimate FreeEnergy, double Overlap);

/// <summary>How the members' profiles were had.</summary>
public enum MemberProfiles
{
    None,

    /// <summary>By weights exp(−(E_m − E)/kT) on the frames.</summary>
    Reweighted,

    /// <summary>By the mean of E_m − E in each bin, to first order, because weights would have left too few frames.</summary>
    FirstOrder,
}

/// <summary>
/// A free energy along a collective variable out of biased samples, F(ξ) = −kT ln p(ξ), with everything read off it. p is the density of probability of ξ itself: whatever of it is geometry (4πr² for a distance) is in F.
/// </summary>
public sealed class FreeEnergyProfile
{
    FreeEnergyProfile()
    {
    }

    public required ProfileSettings Settings { get; init; }

    public required IReadOnlyList<ProfilePoint> Points { get; init; }

    public required IReadOnlyList<WindowSummary> Windows { get; init; }

    /// <summary>Chance that a value of window i would be found in window j, by MBAR (Klimovich, Shirts and Mobley 2015); rows sum to one.</summary>
    public required double[,] Overlaps { get; init; }

    public required IReadOnlyList<ProfileBasin> Basins { get; init; }

    /// <summary>Between neighbouring valleys, in order along ξ.</summary>
    public required IReadOnlyList<ProfileBarrier> Barriers { get; init; }

    public required MemberProfiles Members { get; init; }

    /// <summary>Of how many values one was taken, because all would have needed too much memory; 1 for all.</summary>
    public required int Thinning { get; init; }

    /// <summary>The least effective share of frames in a bin that a member's weights leave (median over bins, of the worst member); null without members.</summary>
    public required double? MemberShare { get; init; }

    /// <param name="windows">Of one potential at one temperature; any order.</param>
    /// <exception cref="Simulation.SimulationException">No window, a window without values, or windows that do not overlap.</exception>
    public static FreeEnergyProfile Of(IReadOnlyList<UmbrellaWindow> windows, ProfileSettings settings, Team? team = null) => ProfileWork.Make(windows, settings, team ?? Team.Single);

    internal static FreeEnergyProfile From(ProfileWork work, IReadOnlyList<ProfilePoint> points, IReadOnlyList<WindowSummary> windows, double[,] overlaps, IReadOnlyList<ProfileBasin> basins, IReadOnlyList<ProfileBarrier> barriers) => new()
    {
        Settings = work.Settings,
        Points = points,
        Windows = windows,
        Overlaps = overlaps,
        Basins = basins,
        Barriers = barriers,
        Thinning = work.Thinning,
        Members = work.MemberKind,
        MemberShare = work.MemberShare,
    };
}
