using Athanor.Potentials.Ace;

namespace Athanor.Potentials.Layered;

/// <summary>Where the parameters of a <see cref="LayeredForm"/> stand, and the tensors that its products are.</summary>
public sealed class LayeredLayout
{
    /// <summary>Radial functions up to about this one count alike.</summary>
    const double Smooth = 4;

    readonly List<ParameterRun> _runs = [];

    /// <exception cref="PotentialException">The parts of the form do not fit together.</exception>
    public LayeredLayout(LayeredForm form)
    {
        Form = form.Checked();
        Plan = new ProductPlan(form.Degrees, form.FeatureDegree);
        int channels = form.Channels, species = form.Elements.Length;
        var crowd = 1 / Math.Sqrt(form.Basis.Count);
        if (!form.EmbedsByElement)
            Embedding = Add("embedding", 1, species, form.Embedding, 1, false);
        Mixing = Add("mixing", form.Degrees[0] + 1, form.Radials, channels, crowd, true);
        Products = Add("products", species, Plan.Paths.Length, channels, 1, false);
        Features = Add("features", form.FeatureDegree + 1, channels, channels, 1 / Math.Sqrt(channels), true);
        if (form.HasMessages)
        {
            MessagePlan = new ProductPlan(form.MessageDegrees, 0);
            Paths = MessagePath.All(form.FeatureDegree, form.AngularDegree, form.MessageDegrees[0]);
            Radial = Add("messages/radial", 1, form.Basis.Count, Paths.Length * channels, crowd, true);
            MessageMixing = Add("messages/mixing", form.MessageDegrees[0] + 1, channels, channels, 1 / Math.Sqrt(channels), true);
            MessageProducts = Add("messages/products", species, MessagePlan.Paths.Length, channels, 1, false);
            MessageFeatures = Add("messages/features", 1, channels, channels, 1 / Math.Sqrt(channels), true);
            Residual = Add("messages/residual", species, 1, channels, 1, false);
            FirstReadout = Add("readout/first", species, 1, channels, 1 / Math.Sqrt(channels), false);
        }
        Readout = Add("readout/last", species, 1, channels, 1 / Math.Sqrt(channels), false);
        HiddenWeights = Add("hidden/weights", 1, channels, form.Hidden, 1 / Math.Sqrt(channels), true);
        HiddenBias = Add("hidden/bias", 1, 1, form.Hidden, 1, false);
        HiddenReadout = Add("hidden/readout", 1, 1, form.Hidden, 1 / Math.Sqrt(form.Hidden), false);
        AtomEnergies = Add("atomEnergies", species, 1, 1, 1, false);
        HeadRuns = form.HasMessages ? [FirstReadout, Readout, HiddenReadout, AtomEnergies] : [Readout, HiddenReadout, AtomEnergies];
    }

    public LayeredForm Form { get; }

    /// <summary>All of them, in order, without gaps.</summary>
    public IReadOnlyList<ParameterRun> Runs => _runs;

    public int Count => _runs[^1].End;

    internal ProductPlan Plan { get; }

    /// <summary>Of the second layer; null where there is none.</summary>
    internal ProductPlan? MessagePlan { get; }

    internal MessagePath[] Paths { get; } = [];

    internal ParameterRun Embedding { get; }

    /// <summary>By degree: [embedding channel and radial function, channel].</summary>
    internal ParameterRun Mixing { get; }

    /// <summary>By species: [path, channel].</summary>
    internal ParameterRun Products { get; }

    /// <summary>By degree: [from channel, to channel].</summary>
    internal ParameterRun Features { get; }

    /// <summary>[radial function, path and channel].</summary>
    internal ParameterRun Radial { get; }

    internal ParameterRun MessageMixing { get; }

    internal ParameterRun MessageProducts { get; }

    internal ParameterRun MessageFeatures { get; }

    /// <summary>By species: what of the first layer's scalars is added to the second's.</summary>
    internal ParameterRun Residual { get; }

    internal ParameterRun FirstReadout { get; }

    internal ParameterRun Readout { get; }

    internal ParameterRun HiddenWeights { get; }

    internal ParameterRun HiddenBias { get; }

    internal ParameterRun HiddenReadout { get; }

    /// <summary>By species, in units of the form's scale.</summary>
    public ParameterRun AtomEnergies { get; }

    /// <summary>What energies are linear in: the weights of scalars and of hidden units, and energies of atoms. A head's numbers are these, one run after the other.</summary>
    public IReadOnlyList<ParameterRun> HeadRuns { get; }

    /// <summary>Numbers of a head.</summary>
    public int HeadCount => HeadRuns.Sum(r => r.Size);

    /// <summary>Adds a head's numbers to the parameters that they belong to.</summary>
    public void AddHead(ReadOnlySpan<double> head, Span<double> parameters)
    {
        var from = 0;
        foreach (var run in HeadRuns)
        {
            for (var k = 0; k < run.Size; k++)
                parameters[run.Start + k] += head[from++];
        }
    }

    /// <summary>The numbers among all parameters that are a head's.</summary>
    public void CopyHead<T>(ReadOnlySpan<T> parameters, Span<T> head)
    {
        var to = 0;
        foreach (var run in HeadRuns)
        {
            parameters.Slice(run.Start, run.Size).CopyTo(head[to..]);
            to += run.Size;
        }
    }

    ParameterRun Add(string name, int count, int rows, int columns, double spread, bool matrix)
    {
        var run = new ParameterRun(name, _runs.Count == 0 ? 0 : _runs[^1].End, count, rows, columns, spread, matrix);
        _runs.Add(run);
        return run;
    }

    /// <summary>
    /// Standard deviation of every initial parameter. Radial functions that oscillate count less than smooth ones, and what is fitted in these units stays smoother: after 600 sweeps forces of acetylacetone were off by 5.3 instead of 5.8 meV/Å on frames held
    /// back, by as much on those learned from.
    /// </summary>
    public double[] Spreads()
    {
        var spreads = new double[Count];
        foreach (var run in _runs)
            spreads.AsSpan(run.Start, run.Size).Fill(run.Spread);
        var functions = Form.Basis.Count;
        double Smoothness(int function) => 1 / Math.Sqrt(1 + function * function / (Smooth * Smooth));
        var size = Math.Sqrt(functions / Enumerable.Range(0, functions).Sum(b => Smoothness(b) * Smoothness(b)));
        foreach (var run in Form.HasMessages ? [Mixing, Radial] : (ParameterRun[])[Mixing])
        {
            for (var row = 0; row < run.Count * run.Rows; row++)
            {
                foreach (ref var spread in spreads.AsSpan(run.Start + row * run.Columns, run.Columns))
                    spread *= size * Smoothness(row % run.Rows % functions);
            }
        }
        return spreads;
    }

    /// <summary>Random initial parameters, such that numbers on the way are of the order of one; atom energies and biases are zero.</summary>
    public double[] Begin(int seed)
    {
        var random = new Random(seed);
        double[] spreads = Spreads(), parameters = new double[Count];
        foreach (var run in _runs)
        {
            if (run == AtomEnergies || run == HiddenBias)
                continue;
            for (var k = run.Start; k < run.End; k++)
                parameters[k] = spreads[k] * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        }
        return parameters;
    }
}
