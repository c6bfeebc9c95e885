using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>One of the minima that a saddle lies between, reached by a push along the imaginary mode and downhill from there.</summary>
/// <param name="Frame">Structure, energy (eV), forces.</param>
/// <param name="Barrier">Of the saddle above it, eV.</param>
/// <param name="Converged">Whether it came to rest.</param>
public sealed record Descent(Frame Frame, double Barrier, bool Converged);

/// <summary>A saddle that was looked for, what its vibrations say it is, and the minima on both sides.</summary>
public sealed class SaddlePoint
{
    const double Push = 0.1; // Å
    const double DescentTolerance = 1e-3; // eV/Å

    /// <summary>cm⁻¹, or where all is soft, as among atoms of argon, this part of the stiffest mode; what is softer may as well be a matter of rounding.</summary>
    const double Imaginary = 5, ImaginaryPart = 0.02;

    SaddlePoint(SaddleResult search, Vibrations vibrations, IReadOnlyList<Descent> descents) => (Search, Vibrations, Descents) = (search, vibrations, descents);

    public SaddleResult Search { get; }

    /// <summary>Where the search ended, nothing relaxed.</summary>
    public Vibrations Vibrations { get; }

    /// <summary>Against the mode and along it; none where they were not asked for, or it is no saddle of first order.</summary>
    public IReadOnlyList<Descent> Descents { get; }

    public Structure Structure => Search.Structure;

    /// <summary>Number of imaginary modes.</summary>
    public int Order => OrderOf(Vibrations);

    internal static int OrderOf(Vibrations vibrations)
    {
        var stiffest = vibrations.Modes.Select(m => Math.Abs(m.Wavenumber)).DefaultIfEmpty(0).Max();
        return vibrations.Modes.Count(m => m.Wavenumber < -Math.Min(Imaginary, ImaginaryPart * stiffest));
    }

    /// <summary>Of the one imaginary mode, cm⁻¹, above zero.</summary>
    /// <exception cref="SimulationException">There is none, or there are several.</exception>
    internal static double ImaginaryOf(Vibrations vibrations) => OrderOf(vibrations) is 1 ? -vibrations.Modes[0].Wavenumber
        : throw new SimulationException($"A saddle point has one imaginary mode, the given structure has {OrderOf(vibrations)} with {vibrations.Potential}. Find the saddle with this potential first ('path').");

    /// <summary>What it is, in a sentence.</summary>
    public string Verdict => (Search.Converged, Order) switch
    {
        (false, _) => $"Not at rest after {Search.Steps:N0} steps: an atom still feels {Search.LargestForce:0.#####} eV/Å.",
        (_, 0) => "No mode is imaginary: this is a minimum, or so flat that nobody can tell.",
        (_, 1) => $"One imaginary mode, {Vibrations.Modes[0].WavenumberText()} cm⁻¹: a saddle of first order, the top of a path.",
        var (_, order) => $"{order} imaginary modes ({string.Join(", ", Vibrations.Modes.Take(order).Select(m => m.WavenumberText()))} cm⁻¹): a saddle of order {order}, over which no path of least energy goes. Push it along the second and search again from there.",
    };

    /// <summary>Looks for a saddle from where a structure stands, and says what it found.</summary>
    /// <param name="descend">Whether the minima on both sides are looked for.</param>
    /// <exception cref="SimulationException">The settings make no sense, or forces became numbers that are none.</exception>
    public static SaddlePoint Of(
        Structure structure, IPotential potential, SaddleSettings? settings = null, bool descend = true, Team? team = null, Action<string>? progress = null, CancellationToken cancellation = default)
    {
        settings ??= new SaddleSettings();
        var search = SaddleSearch.Run(structure, potential, settings, team,
            s => progress?.Invoke($"{s.Energy:0.0000} eV, largest force {s.LargestForce:0.####} eV/Å, curvature {s.Curvature:0.##} eV/Å²"), cancellation);
        cancellation.ThrowIfCancellationRequested();
        var vibrations = Vibrations.Of(search.Structure, potential, new VibrationSettings { Relax = false, FixedAtoms = settings.FixedAtoms }, team,
            s => progress?.Invoke($"{s.Doing}, column {s.Done} of {s.Total}"), cancellation);
        var descents = new List<Descent>();
        for (var sign = -1; descend && search.Converged && OrderOf(vibrations) == 1 && sign <= 1; sign += 2)
            descents.Add(Descend(search, vibrations.Modes[0], sign, potential, settings, team, progress, cancellation));
        return new SaddlePoint(search, vibrations, descents);
    }

    static Descent Descend(SaddleResult saddle, NormalMode mode, int sign, IPotential potential, SaddleSettings settings, Team? team, Action<string>? progress, CancellationToken cancellation)
    {
        var start = saddle.Structure.Clone();
        var scale = sign * Push / mode.Displacements.Max(d => d.Length);
        for (var i = 0; i < start.Count; i++)
            start.Positions[i] += scale * mode.Displacements[i];
        var relaxed = Relaxation.Run(start, potential, new RelaxationSettings { ForceTolerance = DescentTolerance, FixedAtoms = settings.FixedAtoms, Precision = settings.Precision }, team,
            s => progress?.Invoke($"downhill, {s.Energy:0.0000} eV, largest force {s.LargestForce:0.####} eV/Å"), cancellation);
        cancellation.ThrowIfCancellationRequested();
        return new Descent(relaxed.Frame, saddle.Energy - relaxed.Energy, relaxed.Converged);
    }
}
