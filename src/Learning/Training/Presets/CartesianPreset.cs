using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Potentials.Behler;
using Athanor.Potentials.Cartesian;

namespace Athanor.Learning;

/// <summary>The counter-example: one network on raw Cartesian coordinates.</summary>
sealed class CartesianPreset : ITrainingPreset
{
    static readonly int[] DefaultHidden = [32, 32];

    public string Name => "cartesian";

    public string Summary => "the counter-example: a network on raw coordinates, which fails the audit";

    public string? DefaultBaseline => null;

    /// <summary>Isolated atoms tell the energies of atoms, which are taken off beforehand; a network of whole molecules has no use for them.</summary>
    public bool LearnsFrom(Frame frame) => !Dataset.IsIsolatedAtom(frame);

    public ITrainable Prepare(IReadOnlyList<Frame> frames, IReadOnlyList<int> training, AtomEnergies atomEnergies, TrainingOptions options, Team team)
    {
        var first = frames[training[0]].Structure;
        var elements = first.Elements.ToArray();
        foreach (var frame in frames.Where(LearnsFrom))
        {
            if (!frame.Structure.Elements.SequenceEqual(elements))
                throw new PotentialException($"A network on raw coordinates knows one list of atoms in one order, but {frame.Source?.ToString() ?? "a frame"} holds {Listed(frame.Structure)} where others hold {Listed(first)}. Take other structures out, or use --preset behler.");
        }
        double[] coordinates = [.. training.SelectMany(i => Vec3.Flatten(frames[i].Structure.Positions.AsSpan()).ToArray())];
        var scaling = FunctionScaling.Standard(coordinates, 3 * elements.Length);
        return new Trainable(elements, scaling, options.Hidden ?? DefaultHidden, atomEnergies.Sum(first), [.. frames.Select(f => LearnsFrom(f) ? f : null)]);
    }

    /// <summary>In their order where there are few, since it is the order that matters.</summary>
    static string Listed(Structure s) => s.Count <= 20 ? string.Join(' ', s.Elements.ToArray().Select(e => e.Symbol)) : s.Formula;

    sealed class Trainable : INetworkTrainable
    {
        readonly Element[] _elements;
        readonly FunctionScaling _scaling;
        readonly double _offset;
        readonly NetworkShape _shape;

        readonly int _leftOut;

        /// <param name="frames">Null where a frame is left out.</param>
        internal Trainable(Element[] elements, FunctionScaling scaling, int[] hidden, double offset, IReadOnlyList<Frame?> frames)
        {
            (_elements, _scaling, _offset) = (elements, scaling, offset);
            _shape = new NetworkShape(3 * elements.Length, hidden);
            _leftOut = frames.Count(f => f is null);
            var nothing = new FrameFeatures { Atoms = 0, Volume = 0, Groups = [] };
            Features = [.. frames.Select(f => f is null ? nothing : FeaturesOf(f))];
        }

        public IReadOnlyList<NetworkShape> Networks => [_shape];

        public IReadOnlyList<FrameFeatures> Features { get; }

        public string Description => $"Network {_shape} on the {_shape.Inputs} raw coordinates of {_elements.Length} atoms."
            + (_leftOut > 0 ? $" Isolated atoms ({_leftOut} frames) are left out: it knows whole molecules only." : "");

        public IPotential Build(ReadOnlySpan<double> parameters, string? baseline) =>
            new CartesianModel(_elements, _scaling, _shape.ToNetwork(parameters), _offset, "cartesian");

        public ModelFile ToFile(IPotential model, System.Text.Json.Nodes.JsonObject card) => CartesianModelFile.ToFile(((CartesianModel)model).With(card));

        /// <summary>One centre, whose tangents are unit vectors. The strain of raw coordinates means nothing, so there are no strain rows.</summary>
        FrameFeatures FeaturesOf(Frame frame)
        {
            int inputs = _shape.Inputs, stride = FrameFeatures.Padded(inputs);
            var coordinates = Vec3.Flatten(frame.Structure.Positions.AsSpan());
            var values = new float[stride];
            var tangents = new float[inputs * stride];
            for (var c = 0; c < inputs; c++)
            {
                values[c] = (float)((coordinates[c] - _scaling.Shift[c]) * _scaling.Factor[c]);
                tangents[c * stride + c] = (float)_scaling.Factor[c];
            }
            var group = new CentreGroup
            {
                Network = 0,
                Count = 1,
                Stride = stride,
                Values = values,
                TangentStart = [0, inputs],
                TangentRow = [.. Enumerable.Range(0, inputs)],
                Tangents = tangents,
            };
            return new FrameFeatures { Atoms = _elements.Length, Volume = 0, Groups = [group] };
        }
    }
}
