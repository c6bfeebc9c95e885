using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Learning;

/// <summary>
/// Learns an <see cref="ErrorLaw"/> from frames that were held back: first stretch and noise by maximum likelihood, then conformal factors on the σ that come of them, by element and size of the predicted force.
/// </summary>
/// <remarks>
/// The stretch is that of forces, of which there are many, and of energies where there are no forces. Errors within one frame are alike: together they count for no more than <see cref="MostOfAFrame"/>. Little data leaves the stretch
/// near 1, from which its logarithm deviates by 1 beforehand.
/// </remarks>
static class ErrorLawFit
{
    /// <summary>Independent errors that the forces of one element in a frame count for at most.</summary>
    const double MostOfAFrame = 30;

    const double LeastStretch = 0.1, MostStretch = 30;

    /// <summary>Components looked at for stretch and noise; more tell no more.</summary>
    const int MostComponents = 5000;

    /// <summary>Bins of force sizes end at these quantiles, where a bin has enough components.</summary>
    static readonly double[] BinEnds = [0.5, 0.8, 0.95];

    const int LeastInBin = 60;

    /// <summary>Components by which a bin's factors are drawn towards the element's, and an element's towards all elements'.</summary>
    const double Shrinkage = 100;

    /// <summary>Energies by which factors that narrow the bars of energies are drawn towards those of a normal distribution.</summary>
    const double FewEnergies = 20;

    /// <summary>Null where no frame is labelled.</summary>
    /// <param name="frames">Evaluated without a law.</param>
    /// <param name="members">How many members the spread is of; 0 where that does not matter.</param>
    public static ErrorLaw? Of(IReadOnlyList<FrameError> frames, int members = 0)
    {
        ScaledError[] energies = [.. frames.Where(f => double.IsFinite(f.Energy) && f.Frame.Structure.Count > 1).Select(EnergyOf)];
        var forces = ForcesByElement(frames);
        if (energies.Length == 0 && forces.Count == 0)
            return null;
        var (stretch, noises) = StretchAndNoise(energies, forces);
        double? energyNoise = energies.Length > 0 ? Floor(StudentScale.Noise(energies, stretch).Noise, energies) : null;
        // ±σ is to hold 68.3 % of the forces before any factor.
        if (forces.Count > 0)
        {
            var start = new ErrorLaw(stretch, energyNoise, noises) { Members = members };
            var usual = Conformal.Finite([.. forces.SelectMany(f => f.Value.Select(e => Score(e, start, noises[f.Key], ErrorLevels.Usual)))], ErrorLevels.Usual);
            noises = noises.ToDictionary(n => n.Key, n => usual * n.Value);
            // Of a potential without members there is nothing to stretch.
            stretch = forces.Values.Any(k => k.Exists(e => e.Spread > 0)) ? usual * stretch : 1;
        }
        var law = new ErrorLaw(stretch, energyNoise, noises) { Frames = frames.Count, Members = members };
        if (energies.Length > 0)
            law = law with { EnergyFactors = Cautious(Factors(law, energies.Select(e => (e, energyNoise!.Value))), energies.Length) };
        return law with
        {
            ForceFactors = ForceFactorsOf(frames, law, noises.Keys),
            LargestForceSigma = forces.Count == 0 ? null : frames.Where(f => f.Forces.Length > 0).Max(f => SigmaSquares(f, law).Select(Math.Sqrt).Max()),
            MeanForceSigma = forces.Count == 0 ? null : frames.Where(f => f.Forces.Length > 0).Max(f => Math.Sqrt(SigmaSquares(f, law).Average())),
            LargestEnergySigma = energies.Length == 0 ? null : frames.Where(f => double.IsFinite(f.Energy)).Max(f => f.Under(law).EnergySigma!.Value / f.Frame.Structure.Count),
            Excess = ExcessOf(frames),
        };
    }

    static ScaledError EnergyOf(FrameError f)
    {
        var atoms = Math.Sqrt(f.Frame.Structure.Count);
        return new ScaledError(f.Energy * atoms, (f.EnergyStd ?? 0) / atoms, (f.EnergyNoise ?? 0) / atoms, 1);
    }

    static Dictionary<Element, List<ScaledError>> ForcesByElement(IReadOnlyList<FrameError> frames)
    {
        var found = new Dictionary<Element, List<ScaledError>>();
        foreach (var frame in frames)
        {
            foreach (var atoms in Enumerable.Range(0, frame.Forces.Length).GroupBy(i => frame.Frame.Structure.Elements[i]))
            {
                var weight = Math.Min(1, MostOfAFrame / (3 * atoms.Count()));
                foreach (var i in atoms)
                {
                    for (var c = 0; c < 3; c++)
                    {
                        if (!double.IsFinite(frame.Forces[i][c]) || frame.IsForbidden(i, c))
                            continue;
                        if (!found.TryGetValue(atoms.Key, out var list))
                            found[atoms.Key] = list = [];
                        list.Add(new ScaledError(frame.Forces[i][c], frame.ForcesStd?[i][c] ?? 0, frame.ForcesNoise?[i] ?? 0, weight));
                    }
                }
            }
        }
        return found;
    }

    static (double Stretch, Dictionary<Element, double> Noises) StretchAndNoise(ScaledError[] energies, Dictionary<Element, List<ScaledError>> forces)
    {
        IReadOnlyList<ScaledError>[] kinds = forces.Count > 0 ? [.. forces.Values.Select(Thinned)] : [energies];
        var stretch = 1.0;
        if (kinds.Any(k => k.Any(e => e.Spread > 0)))
            stretch = Math.Exp(StudentScale.Minimum(Math.Log(LeastStretch), Math.Log(MostStretch), l => 0.5 * l * l + kinds.Sum(k => StudentScale.Noise(k, Math.Exp(l)).Cost)).At);
        return (stretch, forces.ToDictionary(f => f.Key, f => Floor(StudentScale.Noise(Thinned(f.Value), stretch).Noise, f.Value)));
    }

    static IReadOnlyList<ScaledError> Thinned(List<ScaledError> errors)
    {
        var every = (errors.Count - 1) / MostComponents + 1;
        return every == 1 ? errors : [.. errors.Where((_, k) => k % every == 0)];
    }

    /// <summary>
    /// Energies are few, and the stretch is that of forces: where it is too large for energies like those held back, factors that make up for it would make bars too small elsewhere. Bars are narrowed as far as the number of energies warrants, and widened at once.
    /// </summary>
    static double[] Cautious(double[] factors, int count)
    {
        var normal = ErrorLevels.Normal.ToArray();
        return [.. factors.Select((f, k) => f < normal[k] ? Drawn([f], count, [normal[k]], FewEnergies)[0] : f)];
    }

    /// <summary>A score is an error over σ: nowhere may σ be zero.</summary>
    static double Floor(double noise, IEnumerable<ScaledError> errors) => Math.Max(noise, Math.Max(1e-12, 1e-6 * errors.Max(e => Math.Abs(e.Error))));

    static double Score(ScaledError e, ErrorLaw law, double noise, double level) =>
        Math.Abs(e.Error) / law.Sigma(law.Stretch * e.Spread, Math.Sqrt(e.Noise * e.Noise + noise * noise), level);

    /// <summary>By level, on the σ that errors have at it.</summary>
    static double[] Factors(ErrorLaw law, IEnumerable<(ScaledError Error, double Noise)> errors)
    {
        (ScaledError Error, double Noise)[] all = [.. errors];
        return [.. ErrorLevels.All.ToArray().Select(level => Conformal.Finite([.. all.Select(e => Score(e.Error, law, e.Noise, level))], level))];
    }

    static Dictionary<Element, ForceFactors> ForceFactorsOf(IReadOnlyList<FrameError> frames, ErrorLaw law, IEnumerable<Element> elements)
    {
        var scored = new List<(Element Element, double Size, ScaledError Error)>();
        foreach (var frame in frames)
        {
            for (var i = 0; i < frame.Forces.Length; i++)
            {
                var element = frame.Frame.Structure.Elements[i];
                for (var c = 0; c < 3; c++)
                {
                    if (double.IsFinite(frame.Forces[i][c]) && !frame.IsForbidden(i, c))
                        scored.Add((element, frame.SizeOf(i), new(frame.Forces[i][c], frame.ForcesStd?[i][c] ?? 0, frame.ForcesNoise?[i] ?? 0, 1)));
                }
            }
        }
        if (scored.Count == 0)
            return [];
        var all = Factors(law, scored.Select(s => (s.Error, law.ForceNoise[s.Element])));
        return elements.ToDictionary(e => e, e => OfElement([.. scored.Where(s => s.Element == e).OrderBy(s => s.Size).Select(s => (s.Size, s.Error))], law, law.ForceNoise[e], all));
    }

    /// <param name="scored">By size.</param>
    static ForceFactors OfElement((double Size, ScaledError Error)[] scored, ErrorLaw law, double noise, double[] all)
    {
        double[] Of(IEnumerable<(double Size, ScaledError Error)> some) => Factors(law, some.Select(s => (s.Error, noise)));
        var own = Drawn(Of(scored), scored.Length, all);
        var (edges, bins) = (new List<double>(), new List<double[]>());
        var first = 0;
        foreach (var end in (double[])[.. BinEnds, 1.0])
        {
            var last = end == 1 ? scored.Length : (int)(end * scored.Length);
            if (end < 1 && (last - first < LeastInBin || scored.Length - last < LeastInBin))
                continue;
            bins.Add(Drawn(Of(scored[first..last]), last - first, own));
            if (end < 1)
                edges.Add(scored[last].Size);
            first = last;
        }
        return new ForceFactors([.. edges], [.. bins]);
    }

    /// <summary>Factors, by their logarithms, on the way to those of something larger the farther the fewer scores they rest on.</summary>
    static double[] Drawn(double[] factors, int count, double[] towards, double weight = Shrinkage) =>
        [.. factors.Zip(towards, (f, t) => f > 0 && t > 0 ? Math.Exp((count * Math.Log(f) + weight * Math.Log(t)) / (count + weight)) : Math.Max(f, t))];

    /// <summary>σ² of atoms' forces, all components together.</summary>
    static IEnumerable<double> SigmaSquares(FrameError frame, ErrorLaw law)
    {
        var under = frame.Under(law);
        return Enumerable.Range(0, frame.Forces.Length).Select(i => under.ForceSigma(i).LengthSquared);
    }

    static double? ExcessOf(IReadOnlyList<FrameError> frames)
    {
        double[] known = [.. frames.Select(f => f.Excess).OfType<double>()];
        return known.Length == 0 ? null : Math.Min(known.Max(), Conformal.Quantile(known, 0.95));
    }
}
