using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Potentials.Behler;
using Athanor.Potentials.Nep;

namespace Athanor.Learning;

/// <summary>A neuroevolution potential, fitted by least squares: the least arithmetic an atom, for the largest systems.</summary>
sealed class FastPreset : ITrainingPreset
{
    const int MostSamples = 200_000;

    /// <summary>Neighbours wanted within the cutoff, which is no shorter than so many Å: with fifty, as other presets have, sweeps get on half as fast and every step costs a third more.</summary>
    const double Neighbours = 30, ShortestCutoff = 4.5;

    /// <summary>ZBL reaches to this part of the sum of covalent radii as NEP has them, and never beyond <see cref="LongestZbl"/>.</summary>
    const double ZblReach = 0.65, LongestZbl = 2.2;

    public string Name => "fast";

    public string Summary => "a neuroevolution potential (NEP), the fastest to run; exports to nep.txt";

    public string? DefaultBaseline => null;

    public PresetSuit? Suits(TrainingTask task) =>
        task.Options.Hidden is { Length: not 1 } || !NepSize.HasRoomFor(task.Elements.Count, task.Options.Hidden?[0]) ? null : new(15, TimeSpan.FromMinutes(3), "learns descriptors and networks together");

    public ITrainable Prepare(IReadOnlyList<Frame> frames, IReadOnlyList<int> training, AtomEnergies atomEnergies, TrainingOptions options, Team team)
    {
        if (options.Hidden is { Length: not 1 })
            throw new PotentialException("The preset 'fast' has one hidden layer: give --hidden one number, as in --hidden 30.");
        Structure[] seen = [.. training.Select(i => frames[i].Structure)];
        Element[] elements = [.. frames.SelectMany(f => f.Structure.Elements.ToArray()).Distinct().Order()];
        var cutoff = options.Cutoff ?? SymmetryFunctionChoice.SuggestCutoff(seen, Neighbours, ShortestCutoff);
        var size = NepSize.For(elements.Length, seen.Sum(s => 1L + 3 * s.Count), options.Hidden?[0]);
        var form = new NepForm
        {
            Version = elements.Length > 1 ? 5 : 4,
            Elements = [.. elements],
            Zbl = options.Baseline == "none" ? null : new NepZbl { Inner = 0, Outer = LongestZbl, RadiusFactor = ZblReach },
            RadialCutoffs = [.. elements.Select(_ => cutoff)],
            AngularCutoffs = [.. elements.Select(_ => cutoff)],
            RadialChannels = size.Channels,
            AngularChannels = size.Channels,
            RadialBasis = size.Basis,
            AngularBasis = size.Basis,
            LMax = NepSize.LMax,
            Invariants = size.Invariants,
            Neurons = size.Neurons,
        };
        var edges = NepFrameJob.Run(form, frames, team);
        NepFrame[] known = [.. training.Select(i => edges[i])];
        form = form with { NeighbourRoom = Room(edges) };
        var functions = NepRadialChoice.Combinations(cutoff, size.Basis, size.Functions, Distances(known));
        var (parameters, start) = Start(form, functions, known, options.Seed, team);
        return new NepTrainable(parameters, start, atomEnergies, frames, edges, training, team);
    }

    /// <summary>Twice the neighbours there are, and no fewer than programs for GPUs are used to.</summary>
    static (int Radial, int Angular) Room(NepFrame[] edges)
    {
        var most = 50;
        foreach (var frame in edges)
        {
            for (var i = 0; i < frame.Atoms; i++)
                most = Math.Max(most, frame.Start(i, frame.Kinds) - frame.Start(i, 0));
        }
        return (2 * most, 2 * most);
    }

    static List<double> Distances(NepFrame[] frames)
    {
        var total = frames.Sum(f => (long)f.Target.Length);
        var step = (int)Math.Max(1, total / MostSamples);
        var distances = new List<double>();
        foreach (var frame in frames)
        {
            for (var e = 0; e < frame.Target.Length; e += step)
            {
                if (frame.Target[e] >= 0)
                    distances.Add(Math.Sqrt(frame.X[e] * frame.X[e] + frame.Y[e] * frame.Y[e] + frame.Z[e] * frame.Z[e]));
            }
        }
        return distances;
    }

    /// <summary>Channels that mix radial functions at random, smooth ones more; inputs scaled to what descriptors then are in the data.</summary>
    static (NepParameters Parameters, double[] Start) Start(NepForm form, double[] functions, NepFrame[] known, int seed, Team team)
    {
        var length = form.DescriptorLength;
        var parameters = new NepParameters(form, functions, functions, [.. Enumerable.Repeat(1.0, length)], new double[length]);
        var start = new double[parameters.Count];
        var atoms = known.Sum(f => f.Atoms);
        var neighbours = known.Sum(f => (double)f.Target.Count(t => t >= 0)) / Math.Max(1, atoms);
        var random = new Random(seed);
        for (var a = 0; a < form.Species; a++)
        {
            for (var b = 0; b < form.Species; b++)
            {
                Mix(start.AsSpan(parameters.Angular(a, b)), form.AngularChannels, parameters.AngularFunctions);
                Mix(start.AsSpan(parameters.Radial(a, b)), form.RadialChannels, parameters.RadialFunctions);
            }
        }
        var descriptors = NepDescriptors.Of(parameters, start, known, team);
        double[] mean = new double[length], square = new double[length];
        foreach (var values in descriptors)
        {
            for (var k = 0; k < values.Length; k++)
                mean[k % length] += values[k] / atoms;
        }
        foreach (var values in descriptors)
        {
            for (var k = 0; k < values.Length; k++)
                square[k % length] += (values[k] - mean[k % length]) * (values[k] - mean[k % length]) / atoms;
        }
        return (parameters.With([.. square.Select(s => s > 1e-20 ? 1 / Math.Sqrt(s) : 1)], mean), start);

        void Mix(Span<double> to, int channels, int functions)
        {
            for (var n = 0; n < channels; n++)
            {
                var norm = 0.0;
                for (var m = 0; m < functions; m++)
                {
                    var value = Normal(random) / Math.Sqrt(1 + m * m / 9.0);
                    to[n * functions + m] = value;
                    norm += value * value;
                }
                for (var m = 0; m < functions; m++)
                    to[n * functions + m] /= Math.Sqrt(norm * Math.Max(1, neighbours));
            }
        }
    }

    static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
