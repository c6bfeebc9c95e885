using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation;

/// <summary>A path between two minima on which no force acts across it, found by a nudged elastic band (<see cref="Band"/>).</summary>
public sealed class MinimumEnergyPath
{
    /// <summary>eV/Å: from here on the highest image climbs.</summary>
    const double ClimbBegins = 0.5;

    /// <summary>eV that two tops of a path may differ by and count as one.</summary>
    const double SameHeight = 5e-3;

    MinimumEnergyPath(string potential, IReadOnlyList<PathImage> images, int climbing, bool converged, int steps, int evaluations, double tolerance)
    {
        (Potential, Images, Converged, Steps, Evaluations, ForceTolerance) = (potential, images, converged, steps, evaluations, tolerance);
        Climbing = climbing < 0 ? null : climbing;
        Profile = new PathProfile(images);
    }

    /// <summary>Name of the potential.</summary>
    public string Potential { get; }

    /// <summary>From end to end.</summary>
    public IReadOnlyList<PathImage> Images { get; }

    /// <summary>False where the steps ran out or it was cancelled; the path is then the last one.</summary>
    public bool Converged { get; }

    public int Steps { get; }

    /// <summary>Of the forces of one image; those that relaxed the ends are not among them.</summary>
    public int Evaluations { get; }

    /// <summary>What was asked for, eV/Å.</summary>
    public double ForceTolerance { get; }

    /// <summary>The image that climbed to the saddle; null where none did.</summary>
    public int? Climbing { get; }

    public PathProfile Profile { get; }

    /// <summary>The image that climbed, else the highest; an end where the energy falls or rises all along.</summary>
    public int Highest => Climbing ?? Enumerable.Range(0, Images.Count).MaxBy(k => Images[k].Energy);

    /// <summary>From the first image to the highest (where one climbed, the saddle), or to the top of the cubic between images where that is higher, eV.</summary>
    public double Barrier => Top - Images[0].Energy;

    /// <summary>From the last image, eV.</summary>
    public double BackwardBarrier => Top - Images[^1].Energy;

    /// <summary>Of the last image above the first, eV.</summary>
    public double ReactionEnergy => Images[^1].Energy - Images[0].Energy;

    double Top => Climbing is { } k && Images[k].Energy > Profile.Highest.Energy - SameHeight ? Images[k].Energy : Profile.Highest.Energy;

    /// <summary>Images, between the ends, that are lower than both neighbours by more than 1 meV: there is a minimum on the way, and more than one barrier.</summary>
    public IEnumerable<int> Dips => Enumerable.Range(1, Images.Count - 2).Where(k => Images[k].Energy < Math.Min(Images[k - 1].Energy, Images[k + 1].Energy) - 1e-3);

    /// <summary>Finds the path between two structures, or improves one.</summary>
    /// <param name="given">Two ends, or all images of a first path.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellation">The result is what was reached.</param>
    /// <exception cref="SimulationException">The structures are not the same atoms in one cell, or forces became numbers that are none.</exception>
    public static MinimumEnergyPath Find(
        IReadOnlyList<Structure> given, IPotential potential, PathSettings? settings = null, Team? team = null, Action<PathStep>? progress = null, CancellationToken cancellation = default)
    {
        settings ??= new PathSettings();
        team ??= Team.Single;
        if (given.Count < 2)
            throw new SimulationException("A path needs two ends: give two structures, or a file with more than one frame.");
        foreach (var i in settings.FixedAtoms)
        {
            if ((uint)i >= (uint)given[0].Count)
                throw new SimulationException($"Atom {i + 1} is to stay fixed, but {given[0]} has only {given[0].Count} atoms.");
        }
        var images = Begin(given, potential, settings, team, cancellation);
        using var source = new PotentialImages(potential, images.Length, images[0].Count, settings.Precision, team, cancellation);
        var band = new Band(images, source, settings);
        var (converged, steps) = Run(band, settings, progress, cancellation);
        return new MinimumEnergyPath(potential.Name, Collect(band), band.Climbing, converged, steps, band.Evaluations, settings.ForceTolerance);
    }

    static Structure[] Begin(IReadOnlyList<Structure> given, IPotential potential, PathSettings settings, Team team, CancellationToken cancellation)
    {
        PathEnds.RefuseOthers(given[0], given[^1]);
        Structure[] all = [.. given];
        for (var end = 0; settings.RelaxEnds && end < 2; end++)
        {
            ref var structure = ref all[end == 0 ? 0 : ^1];
            var relaxed = Relaxation.Run(structure, potential,
                new RelaxationSettings { ForceTolerance = 0.5 * settings.ForceTolerance, FixedAtoms = settings.FixedAtoms, Precision = settings.Precision }, team, null, cancellation);
            cancellation.ThrowIfCancellationRequested();
            if (!relaxed.Converged)
                throw new SimulationException($"The {(end == 0 ? "first" : "last")} structure of the path did not come to rest in {relaxed.Steps:N0} steps: an atom still feels {relaxed.LargestForce:0.####} eV/Å. Relax it by itself first ('relax').");
            structure = relaxed.Structure;
        }
        if (all.Length > 2)
            return FirstPath.From(all, settings);
        var last = PathEnds.Near(all[0], all[1], settings.FixedAtoms.Count > 0);
        var apart = Enumerable.Range(0, last.Count).Max(i => (last.Positions[i] - all[0].Positions[i]).Length);
        if (apart < 0.05)
            throw new SimulationException($"Both ends of the path are the same structure: no atom is farther than {apart:0.###} Å from where it was. Number the atoms so that those that change places have each its own.");
        return FirstPath.Between(all[0], last, settings);
    }

    static (bool Converged, int Steps) Run(Band band, PathSettings settings, Action<PathStep>? progress, CancellationToken cancellation)
    {
        IForceDescent descent = settings.Method == RelaxationMethod.Fire ? new FireDescent(band.Size) : new BandDescent(band.Size);
        band.Evaluate([0, .. band.Between, band.Images.Count - 1]);
        for (var step = 0; ; step++)
        {
            band.Nudge();
            var largest = band.Between.Max(k => band.Residuals[k]);
            if (settings.Climb && Climbs(band, largest, settings) is var climbing && climbing != band.Climbing)
            {
                band.Climbing = climbing;
                (descent as BandDescent)?.Forget();
                band.Nudge();
                largest = band.Between.Max(k => band.Residuals[k]);
            }
            progress?.Invoke(new PathStep(step, band.Evaluations, largest, band.Predictions[band.Highest].Energy - band.Predictions[0].Energy, band.Climbing >= 0));
            var converged = largest <= settings.ForceTolerance;
            if (converged || step >= settings.MostSteps || cancellation.IsCancellationRequested)
                return (converged, step);
            descent.Step(band);
            try
            {
                band.Evaluate(band.Between);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                band.Return();
                return (false, step);
            }
        }
    }

    /// <summary>Which image is to climb: the highest, once the path lies roughly right and where it is above both ends.</summary>
    static int Climbs(Band band, double largest, PathSettings settings)
    {
        if (band.Climbing < 0 && largest > Math.Max(ClimbBegins, settings.ForceTolerance))
            return -1;
        var top = band.Highest;
        // Of two tops that are as high as one another the one that climbs already.
        if (band.Climbing >= 0 && band.Predictions[top].Energy < band.Predictions[band.Climbing].Energy + SameHeight)
            top = band.Climbing;
        return band.Predictions[top].Energy > Math.Max(band.Predictions[0].Energy, band.Predictions[^1].Energy) ? top : -1;
    }

    static PathImage[] Collect(Band band)
    {
        var images = new PathImage[band.Images.Count];
        double arc = 0;
        for (var k = 0; k < images.Length; k++)
        {
            arc += k == 0 ? 0 : band.Apart(k - 1, k);
            var frame = new Frame(band.Images[k]) { Energy = band.Predictions[k].Energy, Forces = band.Predictions[k].Forces.ToArray() };
            images[k] = new PathImage(frame, arc, band.Slopes[k], band.Residuals[k]);
        }
        return images;
    }
}
