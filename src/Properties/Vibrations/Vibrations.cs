using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties;

/// <summary>
/// Harmonic vibrations of a molecule, or of a crystal's cell at Γ: normal modes of the Hessian without rigid motions (Wilson, Decius, Cross, "Molecular Vibrations", 1955).
/// </summary>
public sealed class Vibrations
{
    const int MostPushes = 3;

    /// <summary>cm⁻¹; what is softer may as well be a matter of rounding.</summary>
    const double Saddle = -1;

    Vibrations(string potential, Rest rest, Hessian hessian, MassWeighted solution)
    {
        (Potential, Rest, Hessian) = (potential, rest, hessian);
        Modes = [.. solution.Eigenvalues.Select((e, m) => NormalMode.From(e, solution.ToCartesian(solution.Vectors[m])))];
        RigidWavenumbers = [.. solution.Rigid.Select(NormalMode.WavenumberOf)];
    }

    /// <summary>Name of the potential.</summary>
    public string Potential { get; }

    /// <summary>How the structure came to rest.</summary>
    public Rest Rest { get; }

    /// <summary>Where the Hessian was taken.</summary>
    public Structure Structure => Rest.Structure;

    public Hessian Hessian { get; }

    /// <summary>Ascending by wavenumber, imaginary ones first; 3N − 6 of a molecule (3N − 5 if linear), 3N − 3 of a crystal.</summary>
    public IReadOnlyList<NormalMode> Modes { get; }

    /// <summary>
    /// Wavenumbers (cm⁻¹, negative for imaginary) of translations and rotations taken by themselves, which were projected out. How far they are from zero says how far
    /// the structure is from rest, and the potential from noticing no rotation.
    /// </summary>
    public IReadOnlyList<double> RigidWavenumbers { get; }

    /// <summary>Spread over the members of a committee; null where it was not asked for.</summary>
    public VibrationSpread? Spread { get; private init; }

    public IEnumerable<NormalMode> Imaginary => Modes.Where(m => m.IsImaginary);

    /// <summary>½ Σ hcν̃ over the modes with a real frequency, eV.</summary>
    public double ZeroPointEnergy => Modes.Sum(m => m.ZeroPointEnergy);

    /// <summary>Brings the structure to rest where that is wanted, and computes its vibrations.</summary>
    /// <exception cref="PotentialException">The potential does not cover the structure; or an uncertainty is wanted and it is no ensemble.</exception>
    /// <exception cref="Simulation.SimulationException">The structure does not come to rest.</exception>
    public static Vibrations Of(
        Structure structure, IPotential potential, VibrationSettings? settings = null, Team? team = null, Action<VibrationStep>? progress = null, CancellationToken cancellation = default)
    {
        settings ??= new VibrationSettings();
        foreach (var i in settings.FixedAtoms)
        {
            if ((uint)i >= (uint)structure.Count)
                throw new PotentialException($"Atom {i + 1} is to stay fixed, but {structure} has only {structure.Count} atoms.");
        }
        team ??= Team.Single;
        var members = settings.Uncertainty ? EnsembleMembers.Of(potential) : [];
        if (settings.Uncertainty && members.Count == 0)
            throw new PotentialException($"'{potential.Name}' is not a committee, nor has it members of another kind whose spread would be an uncertainty (or several ensembles stand in one sum). Leave --uncertainty out, or take a potential with several members.");
        // A skin, so that differences are taken with one list and one order of sums.
        using var evaluator = potential.Open(new EvaluatorOptions(team, Skin: 0.1) { Cancellation = cancellation });
        var finder = new RestFinder(potential, evaluator, settings, team, progress, cancellation);
        var rest = finder.Find(structure);
        Action<int> Columns(string what) => k => progress?.Invoke(new VibrationStep(what, k, 3 * structure.Count));
        var hessian = Hessian.Of(rest.Structure, evaluator, settings.FixedAtoms, Columns("Hessian"), cancellation);
        var solution = MassWeighted.Of(hessian, rest.Structure, settings.FixedAtoms);
        // A structure with symmetry comes down to rest on a saddle point, where what asks for a minimum must not stay. One that was brought there is left there.
        while (!rest.Stood && rest.Pushes < MostPushes && solution.Eigenvalues.Length > 0 && NormalMode.WavenumberOf(solution.Eigenvalues[0]) < Saddle
            && finder.PushOff(rest, NormalMode.From(solution.Eigenvalues[0], solution.ToCartesian(solution.Vectors[0]))) is { } lower)
        {
            rest = lower;
            hessian = Hessian.Of(rest.Structure, evaluator, settings.FixedAtoms, Columns("Hessian"), cancellation);
            solution = MassWeighted.Of(hessian, rest.Structure, settings.FixedAtoms);
        }
        var ofMembers = members.Select((m, k) =>
            MassWeighted.Of(Hessian.Of(rest.Structure, m, settings.FixedAtoms, team, Columns($"Hessian of member {k + 1} of {members.Count}"), cancellation), rest.Structure, settings.FixedAtoms)).ToArray();
        return new Vibrations(potential.Name, rest, hessian, solution)
        {
            Spread = settings.Uncertainty ? VibrationSpread.Of(solution, ofMembers) : null,
        };
    }
}
