using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>The vibrations of a crystal with any potential: bands, density of states, heat, sound. One call of <see cref="Compute"/> makes all of it.</summary>
public sealed class Phonons
{
    Phonons(string potential, Rest rest, Mat3 stress, PrimitiveCrystal crystal, ForceConstants constants) =>
        (Potential, Rest, Stress, Crystal, ForceConstants) = (potential, rest, stress, crystal, constants);

    /// <summary>Name of the potential.</summary>
    public string Potential { get; }

    /// <summary>How the atoms came to rest, in the cell that was given.</summary>
    public Rest Rest { get; }

    /// <summary>Of the crystal at rest, eV/Å³, tension positive; not a number where the potential has none.</summary>
    public Mat3 Stress { get; }

    public PrimitiveCrystal Crystal { get; }

    public ForceConstants ForceConstants { get; }

    /// <summary>Modes at the wave vectors that were asked for, or at the special points of the path.</summary>
    public PhononModes QPoints { get; private init; } = null!;

    /// <summary>By wave vector of <see cref="QPoints"/>: its name, or nothing.</summary>
    public IReadOnlyList<string> Labels { get; private init; } = [];

    public PhononBands Bands { get; private init; } = null!;

    public WaveVectorMesh Mesh { get; private init; } = null!;

    /// <summary>At the points of <see cref="Mesh"/>.</summary>
    public PhononModes MeshModes { get; private init; } = null!;

    public PhononDensity Density { get; private init; } = null!;

    public CrystalThermodynamics Thermodynamics { get; private init; } = null!;

    /// <summary>Sound along the straight pieces of the path that begin at Γ: name, Cartesian direction, and its three waves.</summary>
    public IReadOnlyList<(string Name, Vec3 Direction, IReadOnlyList<SoundWave> Waves)> Sound { get; private init; } = [];

    /// <summary>Spread over the members of the potential's ensemble; null where it was not asked for.</summary>
    public PhononSpread? Spread { get; private set; }

    /// <summary>The highest frequency at all wave vectors that were looked at, THz.</summary>
    public double Highest { get; private init; }

    /// <summary>The wave vector, among all that were looked at, where a mode is most imaginary, with its frequency (THz, negative); null where none is.</summary>
    public (Vec3 Q, double Frequency)? Worst { get; private init; }

    /// <summary>Brings the crystal to rest where that is wanted, and computes its phonons.</summary>
    /// <param name="progress">Told what is being done.</param>
    /// <exception cref="AtomsException">No crystal, or a supercell or mesh that cannot be made.</exception>
    /// <exception cref="PotentialException">The potential does not cover the crystal; or an uncertainty is wanted and it is no ensemble.</exception>
    /// <exception cref="SimulationException">The crystal does not come to rest.</exception>
    public static Phonons Compute(
        Structure crystal, IPotential potential, PhononSettings? settings = null, Team? team = null, Action<string>? progress = null, CancellationToken cancellation = default)
    {
        settings ??= new PhononSettings();
        team ??= Team.Single;
        PrimitiveCrystal.RefuseOther(crystal);
        if (settings.Uncertainty && EnsembleMembers.Of(potential).Count < 2)
            throw new PotentialException($"'{potential.Name}' has no members whose spread would be an uncertainty. Leave --uncertainty out, or take a committee.");
        progress?.Invoke("coming to rest");
        var (rest, stress) = CrystalRest.Harmonic(crystal, potential, settings, team, cancellation);
        var primitive = PrimitiveCrystal.Of(rest.Structure);
        var lattice = primitive.Supercell(settings.Repeats ?? primitive.UsualRepeats(potential.Cutoff));
        var constants = ForceConstants.Of(lattice, potential, settings.ForceConstants, team, (done, total) => progress?.Invoke($"force constants {done}/{total}"), cancellation);
        progress?.Invoke("modes");
        var result = Of(potential.Name, rest, stress, primitive, constants, settings, team);
        if (settings.Uncertainty)
            result.Spread = PhononSpread.Of(potential, result, settings, team, progress, cancellation);
        return result;
    }

    static Phonons Of(string potential, Rest rest, Mat3 stress, PrimitiveCrystal crystal, ForceConstants constants, PhononSettings settings, Team team)
    {
        var matrices = new DynamicalMatrices(constants);
        var vectors = settings.Uncertainty ? ModeRequest.Vectors : ModeRequest.Frequencies;
        var cell = crystal.Structure.Cell!;
        var bands = PhononBands.Of(matrices, BandPath.Of(crystal.Group, cell), settings.BandSpacing, vectors, team);
        var (a, b, c) = settings.Mesh ?? WaveVectorMesh.UsualSize(cell, settings.MeshLength);
        var mesh = new WaveVectorMesh(cell, crystal.Group, a, b, c);
        var several = crystal.Structure.Elements.ToArray().Distinct().Count() > 1;
        var modes = matrices.At(mesh.Points, several ? ModeRequest.Vectors : ModeRequest.Frequencies, team);
        var points = settings.QPoints.Count > 0 ? matrices.At(settings.QPoints, vectors, team) : bands.Special;
        var frequencies = PhononDensity.UsualFrequencies(modes);
        return new Phonons(potential, rest, stress, crystal, constants)
        {
            QPoints = points,
            Labels = [.. points.Q.Select(q => Label(q, bands.Path, crystal.Group))],
            Bands = bands,
            Mesh = mesh,
            MeshModes = modes,
            Density = settings.Smearing is { } width
                ? PhononDensity.BySmearing(mesh, modes, crystal.Structure, frequencies, width)
                : PhononDensity.ByTetrahedra(mesh, modes, crystal.Structure, frequencies),
            Thermodynamics = new CrystalThermodynamics(mesh, modes),
            Sound = [.. Directions(bands.Path).Select(d => (d.Name, d.Direction, new AcousticSlopes(constants).Along(d.Direction)))],
            Worst = FindWorst([modes, points, .. bands.Runs.Select(r => r.Modes)]),
            Highest = new[] { modes, points }.Concat(bands.Runs.Select(r => r.Modes)).Max(s => Enumerable.Range(0, s.Q.Count).Max(q => s.Frequency(q, s.Branches - 1))),
        };
    }

    // The name of the special point that a wave vector is, or else that it is an image of by symmetry.
    static string Label(Vec3 q, BandPath path, SpaceGroup group)
    {
        Vec3[] images = [.. group.Representatives.SelectMany(o => new[] { o.Rotation.Inverse().Transposed * q, -(o.Rotation.Inverse().Transposed * q) })];
        bool Same(Vec3 a, Vec3 b) => ForceConstants.Largest(a - b - LatticeSupercell.Rounded(a - b)) < 1e-6;
        return path.Points.Where(p => images.Any(i => Same(i, p.Fractional))).OrderBy(p => Same(q, p.Fractional) ? 0 : 1).Select(p => p.Label).FirstOrDefault("");
    }

    static IEnumerable<(string Name, Vec3 Direction)> Directions(BandPath path)
    {
        var seen = new List<Vec3>();
        foreach (var run in path.Runs)
        {
            for (var k = 1; k < run.Count; k++)
            {
                var (gamma, other) = run[k - 1].Label == "Γ" ? (run[k - 1], run[k]) : (run[k], run[k - 1]);
                if (gamma.Label != "Γ")
                    continue;
                var direction = other.Cartesian / other.Cartesian.Length;
                if (seen.Any(s => Vec3.Cross(s, direction).Length < 1e-6))
                    continue;
                seen.Add(direction);
                yield return ($"Γ–{other.Label}", direction);
            }
        }
    }

    static (Vec3 Q, double Frequency)? FindWorst(IEnumerable<PhononModes> sets)
    {
        (Vec3 Q, double Frequency)? worst = null;
        foreach (var modes in sets)
        {
            for (var q = 0; q < modes.Q.Count; q++)
            {
                if (modes.Frequency(q, 0) is var lowest && lowest < -CrystalThermodynamics.Softest && (worst is null || lowest < worst.Value.Frequency - 1e-9))
                    worst = (modes.Q[q], lowest);
            }
        }
        return worst;
    }
}
