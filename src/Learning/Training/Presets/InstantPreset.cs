using System.Text.Json.Nodes;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Potentials.Ace;
using Athanor.Potentials.Behler;

namespace Athanor.Learning;

/// <summary>A linear atomic cluster expansion, fitted exactly: a first potential in seconds.</summary>
sealed class InstantPreset : ITrainingPreset
{
    /// <summary>Products up to order 4, the dear ones of lower degree.</summary>
    static readonly int[] Degrees = [3, 3, 3, 2];

    /// <summary>Of pseudoscalars, on request: the three of order 4, whose six products are invariants of order 8.</summary>
    static readonly int[] Odd = [3, 3, 3, 3];

    /// <summary>Radial functions that channels are mixtures of.</summary>
    internal const int RadialFunctions = 12;

    /// <summary>The radial coordinate's scale is this part of the cutoff.</summary>
    internal const double RadialScale = 0.25;

    /// <summary>Weights at most, where fewer channels would do: their number squared is memory, cubed is time.</summary>
    const int MostWeights = 4500;

    const long MostBytes = 4L << 30;

    /// <summary>Labels that a weight is to have, or there are fewer channels.</summary>
    const int LabelsAWeight = 5;

    /// <summary>Seconds of one thread that a label takes in the normal equations, and all solutions together take, by the square and the cube of the weights (measured: nickel of mlearn, ethanol).</summary>
    const double SecondsARow = 1e-10, SecondsToSolve = 4e-10;

    /// <summary>Elements up to which each has weights, and each pair of them a mixing, of its own; more are embedded.</summary>
    internal const int MostApart = 4;

    /// <summary>Numbers that an element is embedded by, as a neighbour and as the atom whose energy it is.</summary>
    internal const int Width = 4;

    /// <summary>Structures looked at for the typical number of neighbours.</summary>
    const int Samples = 50;

    public string Name => "instant";

    public string Summary => "a linear atomic cluster expansion, fitted exactly in seconds";

    public string? DefaultBaseline => "zbl";

    public bool KnowsHands => true;

    public PresetSuit? Suits(TrainingTask task)
    {
        if (task.Options.Hidden is not null)
            return null;
        var elements = task.Elements.Count;
        var lanes = new AceForm([task.Elements[0]], new RadialBasis(1, 1, 1), Degrees, AceForm.Lanes, new double[(Degrees[0] + 1) * AceForm.Lanes], task.Options.Chirality ? Odd : null).Invariants;
        double weights = elements + Sets(elements) * lanes * Multiples(elements, (int)Math.Min(MostWeights, task.Labels / LabelsAWeight), lanes);
        if (BytesFor(elements) > MostBytes)
            return null;
        var time = TimeSpan.FromSeconds((SecondsARow * task.Labels + SecondsToSolve * weights) * weights * weights / task.Threads);
        return new(20, time, $"is linear and fitted exactly, in about {PresetChoice.Shown(time)}");
    }

    public ITrainable Prepare(IReadOnlyList<Frame> frames, IReadOnlyList<int> training, AtomEnergies atomEnergies, TrainingOptions options, Team team)
    {
        if (options.Hidden is not null)
            throw new PotentialException("The preset 'instant' is linear: it has no hidden layers. Leave --hidden out.");
        Structure[] seen = [.. training.Select(i => frames[i].Structure)];
        Element[] elements = [.. frames.SelectMany(f => f.Structure.Elements.ToArray()).Distinct().Order()];
        var cutoff = options.Cutoff ?? SymmetryFunctionChoice.SuggestCutoff(seen);
        var weights = Math.Min(MostWeights, seen.Sum(s => 1 + 3 * s.Count) / LabelsAWeight);
        AceEmbedding? embedding = null;
        RefuseTooMany(elements.Length);
        if (elements.Length > MostApart)
            embedding = ElementLikeness.Of([.. training.Select(i => frames[i])], elements, cutoff, Width, atomEnergies, team);
        var form = Form(elements, cutoff, weights, options.Seed, Crowding.Of(seen, cutoff), options.Chirality ? Odd : null, embedding);
        return new Trainable(form, new RangeJob(form, seen, team).Run(), atomEnergies, frames);
    }

    /// <summary>Sets of weights: one an element, or one a number that embeds them.</summary>
    static int Sets(int elements) => elements > MostApart ? Width : elements;

    /// <summary>Channels, in multiples of the lanes, for about so many weights.</summary>
    /// <param name="invariants">Of as many channels as there are lanes.</param>
    static int Multiples(int elements, int weights, int invariants) => Math.Clamp(weights / (Sets(elements) * invariants), 1, 4);

    /// <summary>Weights do not grow with the number of elements, but what is learned of each pair of them does.</summary>
    static double BytesFor(int elements) => elements > MostApart ? sizeof(double) * ElementLikeness.Matrices * Math.Pow(ElementLikeness.ColumnsOf(elements), 2) : 0;

    internal static void RefuseTooMany(int elements, string preset = "instant")
    {
        var bytes = BytesFor(elements);
        if (bytes > MostBytes)
            throw new PotentialException(FormattableString.Invariant(
                $"The preset '{preset}' compares {elements} elements by {ElementLikeness.ColumnsOf(elements)} functions of their pairs, whose matrices would take {bytes / (1L << 30):0} GB, more than the {MostBytes >> 30} GB a training may use. Train on fewer elements, or by another preset (--preset behler)."));
    }

    /// <summary>
    /// Channels that mix radial functions, and the numbers that embed elements, at random, smooth ones more: many such mixtures stand for all products of different functions (Darby et al., Phys. Rev. Lett. 131, 028001 (2023)).
    /// </summary>
    internal static AceForm Form(Element[] elements, double cutoff, int weights, int seed, double crowding, int[]? odd = null, AceEmbedding? embedding = null)
    {
        var basis = new RadialBasis(RadialFunctions, cutoff, RadialScale * cutoff);
        int rows = embedding?.Width ?? elements.Length * elements.Length, size = rows * RadialFunctions * (Degrees[0] + 1);
        var one = new AceForm(elements, basis, Degrees, AceForm.Lanes, new double[size * AceForm.Lanes], odd, embedding);
        var channels = AceForm.Lanes * Multiples(elements.Length, weights, one.Invariants);
        return new AceForm(elements, basis, Degrees, channels, Mixing(rows, channels, seed, 1 / Math.Sqrt(Math.Max(1, crowding) * (embedding is null ? 1 : rows))), odd, embedding);
    }

    /// <param name="rows">Pairs of species, or numbers that elements are embedded by.</param>
    internal static double[] Mixing(int rows, int channels, int seed, double size)
    {
        var random = new Random(seed);
        var degrees = Degrees[0] + 1;
        var mixing = new double[rows * RadialFunctions * degrees * channels];
        Span<double> column = stackalloc double[RadialFunctions];
        for (var row = 0; row < rows; row++)
        {
            for (var l = 0; l < degrees; l++)
            {
                for (var k = 0; k < channels; k++)
                {
                    var norm = 0.0;
                    for (var b = 0; b < RadialFunctions; b++)
                    {
                        column[b] = Normal(random) / Math.Sqrt(1 + (b * b + l * l) / 9.0);
                        norm += column[b] * column[b];
                    }
                    var scale = size / Math.Sqrt(norm * (1 + 0.25 * l * l));
                    for (var b = 0; b < RadialFunctions; b++)
                        mixing[((row * RadialFunctions + b) * degrees + l) * channels + k] = scale * column[b];
                }
            }
        }
        return mixing;
    }

    static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Ranges of parts of the structures, one part a worker's share at a time; smallest and largest do not depend on the order.</summary>
    sealed class RangeJob(AceForm form, Structure[] seen, Team team) : IJob
    {
        readonly AceRows[] _rows = [.. Enumerable.Range(0, team.Threads).Select(_ => AceRows.Open(form))];
        readonly DescriptorRange[] _ranges = [.. Enumerable.Range(0, team.Threads).Select(_ => new DescriptorRange(form.Elements.Length, form.Invariants))];

        internal DescriptorRange Run()
        {
            team.Run(this, seen.Length);
            foreach (var rows in _rows)
                rows.Dispose();
            for (var w = 1; w < _ranges.Length; w++)
                _ranges[0].Add(_ranges[w]);
            return _ranges[0];
        }

        void IJob.Run(int index, int worker)
        {
            // An isolated atom has no surroundings.
            if (seen[index].Count > 1)
                _rows[worker].AddTo(_ranges[worker], seen[index]);
        }
    }

    /// <summary>Parameters are the weights, species by species or number by number that embeds them, then an energy added to every atom of each species.</summary>
    sealed class Trainable(AceForm form, DescriptorRange range, AtomEnergies atomEnergies, IReadOnlyList<Frame> frames) : ITrainable, ILinearModel
    {
        int Weights => (form.Embedding?.Width ?? form.Elements.Length) * form.Invariants;

        public int ParameterCount => Weights + form.Elements.Length;

        // The energies of atoms are all but free.
        public double[] Prior => [.. Enumerable.Repeat(1.0, Weights), .. Enumerable.Repeat(1e-6, form.Elements.Length)];

        public IReadOnlyList<FrameFeatures> Features { get; } =
            [.. frames.Select(f => new FrameFeatures { Atoms = f.Structure.Count, Volume = f.Structure.Periodic.IsBulk ? f.Structure.Cell!.Volume : 0, Groups = [] })];

        public string Description =>
            $"Linear atomic cluster expansion within {form.Basis.Cutoff:0.##} Å: {form.Invariants} invariants of an atom, to order {Degrees.Length}{(form.Odd.Length > 0 ? " and even products of pseudoscalars" : "")}, in {form.Channels} channels{(form.Embedding is { } e ? $"; {form.Elements.Length} elements as {e.Width} numbers each" : "")}.";

        public IModelFit Open(TrainingFrame[] training, TrainingFrame[] validation, FitOptions options, Team team) => new LinearFit(this, training, validation, options, team);

        public ILinearRows OpenRows() => new Rows(form, frames);

        public IPotential Build(ReadOnlySpan<double> parameters, string? baseline) => Build(parameters, [], baseline);

        public IPotential Build(FitState state, string? baseline) => Build(state.Best, state.Arrays.GetValueOrDefault(LinearFit.Heads) ?? [], baseline);

        /// <param name="deviations">Of the heads, one after another; empty for none.</param>
        AceModel Build(ReadOnlySpan<double> parameters, double[] deviations, string? baseline)
        {
            var (weights, energies) = Split(parameters);
            for (var s = 0; s < energies.Length; s++)
                energies[s] += atomEnergies.Of(form.Elements[s]);
            var heads = deviations.Chunk(ParameterCount).Select(d => Split(d)).ToArray();
            return new AceModel(
                form, weights, energies, range, baseline: baseline, heads: heads.Length == 0 ? null : new AceHeads([.. heads.Select(h => h.Weights.SelectMany(w => w).ToArray())], [.. heads.Select(h => h.Energies)]));
        }

        /// <summary>By species: weights, and what is added to the energy of an atom.</summary>
        (double[][] Weights, double[] Energies) Split(ReadOnlySpan<double> parameters)
        {
            var weights = new double[form.Elements.Length][];
            for (var s = 0; s < weights.Length; s++)
                weights[s] = form.Embedding?.Combine(s, parameters[..Weights]) ?? parameters.Slice(s * form.Invariants, form.Invariants).ToArray();
            return (weights, parameters[Weights..].ToArray());
        }

        public ModelFile ToFile(IPotential model, JsonObject card) => AceModelFile.ToFile(((AceModel)model).With(record: card));
    }

    sealed class Rows(AceForm form, IReadOnlyList<Frame> frames) : ILinearRows
    {
        readonly AceRows _rows = AceRows.Open(form, form.Embedding);

        public void Fill(int frame, Span<double> rows, int stride)
        {
            var structure = frames[frame].Structure;
            _rows.Fill(structure, rows, stride);
            for (var r = 0; r < AceRows.CountOf(structure); r++)
                rows.Slice(r * stride + _rows.Columns, form.Elements.Length).Clear();
            foreach (var element in structure.Elements)
                rows[_rows.Columns + form.Elements.IndexOf(element)]++;
        }

        public void Dispose() => _rows.Dispose();
    }
}
