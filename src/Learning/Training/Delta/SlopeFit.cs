using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Learning;

/// <summary>
/// The slope of dear labels on cheap ones: y = s x + rest, energies (per atom, about what their compositions explain) and force components together, by least squares. x is computed and has no noise, so this is the regression, and not an
/// orthogonal fit. Either kind is weighed by what its own rest is, σ_E and σ_F, which is iterated (feasible generalised least squares); an energy counts as often as in the training (<see cref="Likelihood"/>).
/// </summary>
sealed class SlopeFit
{
    const int MostIterations = 100;

    readonly (DeltaMoments Energy, DeltaMoments Forces)[] _frames;
    readonly AtomEnergies _dear, _cheap;

    /// <param name="dear">Labelled frames; isolated atoms tell nothing of a slope and are passed over.</param>
    /// <param name="cheap">The same structures with the labels of the cheap level.</param>
    /// <param name="weights">How much each frame counts.</param>
    /// <exception cref="PotentialException">There is nothing to compare, or the cheap level says the same of all frames, or the opposite of the labels.</exception>
    internal SlopeFit(IReadOnlyList<Frame> dear, IReadOnlyList<Frame> cheap, IReadOnlyList<double> weights, string baseline)
    {
        int[] used = [.. Enumerable.Range(0, dear.Count).Where(k => weights[k] > 0 && !Dataset.IsIsolatedAtom(dear[k]))];
        if (used.Length == 0)
            throw new PotentialException($"No frame could tell how the labels go with those of {baseline}.");
        (_dear, _cheap) = (Means([.. used.Select(k => dear[k])]), Means([.. used.Select(k => cheap[k])]));
        _frames = [.. used.Select(k => Moments(dear[k], cheap[k], weights[k]))];
        foreach (var frame in _frames)
            (Energy, Forces) = (Energy + frame.Energy, Forces + frame.Forces);
        if (!(Energy.XX + Forces.XX > 0))
            throw new PotentialException($"{baseline} says the same of all frames: nothing can be learned on top of it. Take another baseline, or none.");
        Solve();
        if (!(Slope > 0))
            throw new PotentialException(FormattableString.Invariant($"The labels do not go with those of {baseline}: the slope is {Slope:0.###} ± {Error:0.###}. Take another baseline, or none."));
    }

    /// <summary>s, to six decimals: what is written down is what is meant.</summary>
    internal double Slope { get; private set; }

    /// <summary>Standard error of s, with the labels of a frame as one (Liang and Zeger, Biometrika 73, 13 (1986)): errors within one are alike.</summary>
    internal double Error { get; private set; }

    internal DeltaMoments Energy { get; }

    internal DeltaMoments Forces { get; }

    /// <summary>Moments of other frames, about the same means.</summary>
    internal (DeltaMoments Energy, DeltaMoments Forces) MomentsOf(IReadOnlyList<Frame> dear, IReadOnlyList<Frame> cheap)
    {
        (DeltaMoments Energy, DeltaMoments Forces) sum = default;
        for (var k = 0; k < dear.Count; k++)
        {
            if (Dataset.IsIsolatedAtom(dear[k]))
                continue;
            var (energy, forces) = Moments(dear[k], cheap[k], 1);
            sum = (sum.Energy + energy, sum.Forces + forces);
        }
        return sum;
    }

    /// <summary>The shares of one kind.</summary>
    /// <param name="of">Energies or forces of a frame.</param>
    /// <param name="held">Of the frames held back.</param>
    internal DeltaShare? ShareOf(DeltaMoments all, Func<(DeltaMoments Energy, DeltaMoments Forces), DeltaMoments> of, DeltaMoments held) => !(all.XX > 0 && all.YY > 0) ? null : new DeltaShare
    {
        Count = all.Count,
        Spread = Math.Sqrt(all.YY / all.Weight),
        Correlation = all.Correlation,
        CorrelationError = Jackknife(all, of),
        OwnSlope = all.Slope,
        Residual = all.ShareOf(Slope),
        Plain = all.ShareOf(1),
        HeldResidual = held.YY > 0 ? held.ShareOf(Slope) : double.NaN,
        HeldPlain = held.YY > 0 ? held.ShareOf(1) : double.NaN,
    };

    void Solve()
    {
        var floor = NetworkFit.Floor;
        Slope = Forces.XX > 0 ? Forces.Slope : Energy.Slope;
        var (energy, force) = (0.0, 0.0);
        for (var k = 0; k < MostIterations; k++)
        {
            energy = Energy.XX > 0 ? 1 / Math.Max(Square(floor.Energy), Energy.Squares(Slope) / Energy.Weight) : 0;
            force = Forces.XX > 0 ? 1 / Math.Max(Square(floor.Force), Forces.Squares(Slope) / Forces.Weight) : 0;
            var before = Slope;
            Slope = (energy * Energy.XY + force * Forces.XY) / (energy * Energy.XX + force * Forces.XX);
            if (Math.Abs(Slope - before) < 1e-9 * Math.Abs(Slope))
                break;
        }
        var scatter = 0.0;
        foreach (var frame in _frames)
            scatter += Square(energy * (frame.Energy.XY - Slope * frame.Energy.XX) + force * (frame.Forces.XY - Slope * frame.Forces.XX));
        Error = _frames.Length < 2 ? double.NaN : Math.Sqrt(scatter * _frames.Length / (_frames.Length - 1)) / (energy * Energy.XX + force * Forces.XX);
        Slope = Math.Round(Slope, 6);
    }

    double Jackknife(DeltaMoments all, Func<(DeltaMoments Energy, DeltaMoments Forces), DeltaMoments> of)
    {
        double[] without = [.. _frames.Select(of).Where(m => m.Count > 0).Select(m => (all - m).Correlation)];
        if (without.Length < 3)
            return double.NaN;
        var mean = without.Average();
        return Math.Sqrt((without.Length - 1.0) / without.Length * without.Sum(r => Square(r - mean)));
    }

    (DeltaMoments Energy, DeltaMoments Forces) Moments(Frame dear, Frame cheap, double weight)
    {
        var (energy, forces) = (default(DeltaMoments), default(DeltaMoments));
        double y = _dear.Residual(dear), x = _cheap.Residual(cheap);
        if (double.IsFinite(y + x))
            energy = energy.With(x, y, weight * Math.Max(1, 3 * dear.Structure.Count / Likelihood.IndependentForces));
        for (var i = 0; i < dear.Forces?.Length && cheap.Forces is not null; i++)
        {
            for (var c = 0; c < 3; c++)
                forces = forces.With(cheap.Forces[i][c], dear.Forces[i][c], weight);
        }
        return (energy, forces);
    }

    /// <summary>What compositions explain of the energies: of one composition, the mean.</summary>
    static AtomEnergies Means(IReadOnlyList<Frame> frames) => AtomEnergies.Of(new Dataset(frames));

    static double Square(double x) => x * x;
}
