using System.Globalization;
using Athanor.Atoms;
using Athanor.Potentials.Networks;

namespace Athanor.Potentials.Behler.N2p2;

/// <summary>The units a model was trained in; its files do not say.</summary>
/// <param name="Length">Å per unit.</param>
/// <param name="Energy">eV per unit.</param>
readonly record struct N2p2Units(double Length, double Energy)
{
    internal static N2p2Units Metal { get; } = new(1, 1);

    internal static N2p2Units Atomic { get; } = new(Units.Bohr, Units.Hartree);
}

/// <summary>
/// Reads a short-range ("2G") model of n2p2 or RuNNer: a folder with <c>input.nn</c>, <c>scaling.data</c> and <c>weights.ZZZ.data</c> (Singraber et al., JCTC 15, 1827, 2019).
/// </summary>
static class N2p2Model
{
    /// <exception cref="PotentialException">A file is missing or wrong, or the model is of a kind that is not supported.</exception>
    internal static BehlerModel Read(string folder, N2p2Units units)
    {
        var settings = N2p2Settings.Read(Existing(folder, "input.nn"));
        if (settings.Find("nnp_type") is { } type && type[0] is not ("2" or "2G-HDNNP" or "2G"))
            throw new PotentialException($"{type.Where}: models of type {type[0]} are not supported; short-range ones (2G) are.");
        var named = settings.Require("elements");
        Element[] elements = [.. Enumerable.Range(0, named.Count).Select(named.Element).Order()];
        var functions = new SymmetryFunctionSet(Cutoff(settings), N2p2Functions.Read(settings, elements, units.Length));
        int[] counts = [.. elements.Select((_, s) => functions.Count(s))];
        var scaling = N2p2Scaling.Read(Existing(folder, "scaling.data"), settings, elements, counts);
        var networks = elements.Select((e, s) => Network(folder, settings, e, counts[s])).ToArray();
        // Normalisation: inside, energies are (E − N mean) conv. Lengths need nothing, because every function is a pure number.
        var mean = settings.Find("mean_energy")?.Number64(0) ?? 0;
        var scale = settings.Find("conv_energy")?.Number64(0) ?? 1;
        var energies = elements.Select(e => (mean + OwnEnergy(settings, e)) * units.Energy).ToArray();
        return new BehlerModel(functions, scaling, networks, energies, units.Energy / scale, Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)));
    }

    static string Existing(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? path : throw new PotentialException($"{path} is missing; an n2p2 model is a folder with input.nn, scaling.data and weights.ZZZ.data.");
    }

    static CutoffFunction Cutoff(N2p2Settings settings)
    {
        var line = settings.Require("cutoff_type");
        return new CutoffFunction((CutoffShape)line.Whole(0), line.Count > 1 ? line.Number64(1) : 0);
    }

    static double OwnEnergy(N2p2Settings settings, Element element) =>
        settings.All("atom_energy").FirstOrDefault(l => l.Element(0) == element)?.Number64(1) ?? 0;

    static ElementNetwork Network(string folder, N2p2Settings settings, Element element, int inputs)
    {
        foreach (var keyword in new[] { "element_hidden_layers_short", "element_nodes_short", "element_activation_short" })
        {
            if (settings.All(keyword) is [var line, ..])
                throw new PotentialException($"{line.Where}: networks that differ by element ('{keyword}') are not supported, since n2p2 itself applies that keyword to some layers only. Say what the layers really are in the global keywords.");
        }
        var layers = settings.Require("global_hidden_layers_short").Whole(0);
        var nodes = settings.Require("global_nodes_short");
        var letters = settings.Require("global_activation_short");
        int[] sizes = [inputs, .. Enumerable.Range(0, layers).Select(nodes.Whole), 1];
        var activations = Enumerable.Range(0, layers + 1).Select(l => ActivationOf(letters, letters[l])).ToArray();
        var parameters = Weights(Existing(folder, $"weights.{element.AtomicNumber:000}.data"), ElementNetwork.CountParameters(sizes));
        if (settings.Has("normalize_nodes"))
            DivideByInputs(sizes, parameters);
        return new ElementNetwork(sizes, activations, parameters);
    }

    static Activation ActivationOf(N2p2Line line, string letter) => letter switch
    {
        "l" => Activation.Linear,
        "t" => Activation.Tanh,
        "s" => Activation.Logistic,
        "p" => Activation.Softplus,
        "r" => Activation.Rectifier,
        "g" => Activation.Gaussian,
        "c" => Activation.Cosine,
        "S" => Activation.ReversedLogistic,
        "e" => Activation.Decay,
        "h" => Activation.Square,
        _ => throw new PotentialException($"{line.Where}: '{letter}' is not the letter of an activation function (l t s p r g c S e h)."),
    };

    /// <summary>First columns in file order.</summary>
    static double[] Weights(string path, int count)
    {
        var weights = new List<double>(count);
        var number = 0;
        foreach (var text in File.ReadLines(path))
        {
            number++;
            var line = text.AsSpan().Trim();
            if (line.IsEmpty || line[0] == '#')
                continue;
            var end = line.IndexOfAny(' ', '\t');
            var word = end < 0 ? line : line[..end];
            if (!double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var w))
                throw new PotentialException($"{path}, line {number}: '{word}' is not a number.");
            weights.Add(w);
        }
        return weights.Count == count
            ? [.. weights]
            : throw new PotentialException($"{path} has {weights.Count} weights; the network of input.nn has {count}.");
    }

    /// <summary><c>normalize_nodes</c>: every neuron's sum is divided by the number of its inputs, which its weights can do as well.</summary>
    static void DivideByInputs(int[] sizes, double[] parameters)
    {
        var at = 0;
        for (var l = 0; l + 1 < sizes.Length; l++)
        {
            for (var k = 0; k < (sizes[l] + 1) * sizes[l + 1]; k++)
                parameters[at++] /= sizes[l];
        }
    }
}
