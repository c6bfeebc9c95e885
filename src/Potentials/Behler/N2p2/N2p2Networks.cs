using Athanor.Atoms;
using Athanor.Potentials.Networks;

namespace Athanor.Potentials.Behler.N2p2;

/// <summary>
/// The networks of a model: their layers from <c>input.nn</c>, their weights from <c>weights.ZZZ.data</c>. An element may have layers of its own (<c>element_*_short</c>). n2p2 applies these to
/// all hidden layers but the last, and to no output, so that a model it trained may be another than its input.nn says: the number of weights tells which nodes were meant, and an output
/// that is not clear is refused.
/// </summary>
sealed class N2p2Networks(N2p2Settings settings)
{
    const int MostNodes = 100_000, MostLayers = 100;

    /// <param name="inputs">Symmetry functions of the element.</param>
    internal ElementNetwork Read(string weights, Element element, int inputs)
    {
        var layers = Layers(Override("element_hidden_layers_short", element) is { } own ? (own, 1) : (settings.Require("global_hidden_layers_short"), 0));
        var activations = Activations(element, layers);
        var parameters = Weights(weights);
        int[][] candidates = [.. Nodes(element, layers).Select(n => (int[])[inputs, .. n, 1])];
        var sizes = Array.Find(candidates, c => Count(c) == parameters.Length)
            ?? throw new PotentialException($"{weights} has {parameters.Length} weights; the network of input.nn, {string.Join("-", candidates[0])}, has {Count(candidates[0])}.");
        if (settings.Has("normalize_nodes"))
            DivideByInputs(sizes, parameters);
        return new ElementNetwork(sizes, activations, parameters);
    }

    static int Layers((N2p2Line Line, int At) from)
    {
        var layers = from.Line.Whole(from.At);
        return layers is >= 0 and <= MostLayers ? layers : throw new PotentialException($"{from.Line.Where}: {layers} is no number of hidden layers.");
    }

    N2p2Line? Override(string keyword, Element element)
    {
        N2p2Line? found = null;
        foreach (var line in settings.All(keyword))
        {
            if (line.Element(0) != element)
                continue;
            found = found is null ? line : throw new PotentialException($"{line.Where}: '{keyword} {element}' stands a second time; it was on line {found.Number} already. Keep one.");
        }
        return found;
    }

    /// <summary>Nodes of the hidden layers: as written, and as n2p2 takes it.</summary>
    IEnumerable<int[]> Nodes(Element element, int layers)
    {
        var global = settings.Require("global_nodes_short");
        int Global(int l) => Node(global, l);
        if (Override("element_nodes_short", element) is not { } own)
        {
            yield return [.. Enumerable.Range(0, layers).Select(Global)];
            yield break;
        }
        yield return [.. Enumerable.Range(0, layers).Select(l => Node(own, l + 1))];
        if (layers > 0 && global.Count >= layers)
            yield return [.. Enumerable.Range(0, layers).Select(l => l < layers - 1 ? Node(own, l + 1) : Global(l))];
    }

    static int Node(N2p2Line line, int index)
    {
        var nodes = line.Whole(index);
        return nodes is >= 1 and <= MostNodes ? nodes : throw new PotentialException($"{line.Where}: {nodes} is no number of neurons.");
    }

    Activation[] Activations(Element element, int layers)
    {
        var global = settings.Require("global_activation_short");
        if (Override("element_activation_short", element) is not { } own)
            return [.. Enumerable.Range(0, layers + 1).Select(l => ActivationOf(global, l))];
        Activation[] written = [.. Enumerable.Range(0, layers + 1).Select(l => ActivationOf(own, l + 1))];
        if (written[^1] != ActivationOf(global, layers))
            throw new PotentialException($"{own.Where}: the output '{own[layers + 1]}' of {element} is not that of line {global.Number}, '{global[layers]}', and n2p2 itself applies this keyword to hidden layers only. Write what the model was trained with into both lines.");
        return written;
    }

    static Activation ActivationOf(N2p2Line line, int index) => N2p2Letters.Activation(line[index])
        ?? throw new PotentialException($"{line.Where}: '{line[index]}' is not the letter of an activation function ({N2p2Letters.All}).");

    static long Count(int[] sizes)
    {
        long count = 0;
        for (var l = 0; l + 1 < sizes.Length; l++)
            count += (sizes[l] + 1L) * sizes[l + 1];
        return count;
    }

    /// <summary>First columns in file order.</summary>
    static double[] Weights(string path)
    {
        var weights = new List<double>();
        var number = 0;
        foreach (var text in N2p2Text.Lines(path))
        {
            number++;
            var line = text.AsSpan().Trim();
            if (line.IsEmpty || line[0] == '#')
                continue;
            var end = line.IndexOfAny(' ', '\t');
            var word = end < 0 ? line : line[..end];
            weights.Add(N2p2Text.TryNumber(word, out var w) ? w : throw new PotentialException($"{path}, line {number}: {N2p2Text.Shown(word)} is not a weight."));
        }
        return [.. weights];
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

/// <summary>The letters by which <c>input.nn</c> names activation functions.</summary>
static class N2p2Letters
{
    static readonly (string Letter, Activation Activation)[] Letters =
    [
        ("l", Networks.Activation.Linear), ("t", Networks.Activation.Tanh), ("s", Networks.Activation.Logistic), ("p", Networks.Activation.Softplus), ("r", Networks.Activation.Rectifier),
        ("g", Networks.Activation.Gaussian), ("c", Networks.Activation.Cosine), ("S", Networks.Activation.ReversedLogistic), ("e", Networks.Activation.Decay), ("h", Networks.Activation.Square),
    ];

    internal static string All => string.Join(" ", Letters.Select(l => l.Letter));

    internal static Activation? Activation(string letter) => Array.Exists(Letters, l => l.Letter == letter) ? Array.Find(Letters, l => l.Letter == letter).Activation : null;

    /// <summary>Null where n2p2 has none.</summary>
    internal static string? Letter(Activation activation) => Array.Find(Letters, l => l.Activation == activation).Letter;
}
