using System.Globalization;
using System.Text;
using Athanor.Atoms;
using Athanor.Potentials.Networks;

namespace Athanor.Potentials.Behler.N2p2;

/// <summary>
/// Writes a model as n2p2 and RuNNer read it, in Å and eV. Inputs become (G − mean)/sigma, whatever they were scaled by; functions with the factor 0 are left out; the energy scale goes into
/// the weights of the output; functions, their scaling and the weights that read them are put into n2p2's order.
/// </summary>
static class N2p2Folder
{
    /// <summary>Ends of a range that is not known; n2p2 warns of values beyond, and wants numbers.</summary>
    const double Unlimited = 1e30;

    /// <summary>Why n2p2 has no room for a model, as the end of a sentence; null where it has.</summary>
    internal static string? WhyNot(BehlerModel model)
    {
        for (var s = 0; s < model.Elements.Length; s++)
        {
            var (element, network) = (model.Elements[s], model.Networks[s]);
            if (Array.Find([.. model.Functions[s]], f => f.Type == 0) is { } function)
                return $"n2p2 has no function like \"{function}\" of {element}.";
            if (Kept(model, s).Length == 0)
                return $"{element} has no symmetry function that varies, and n2p2 wants one at least.";
            foreach (var activation in network.Activations)
            {
                if (N2p2Letters.Letter(activation) is null)
                    return $"n2p2 has no activation function '{BehlerNames.Of(activation)}', which the network of {element} uses.";
            }
            if (!network.Sizes[1..].SequenceEqual(model.Networks[0].Sizes[1..]) || !network.Activations.SequenceEqual(model.Networks[0].Activations))
                return $"the networks of {model.Elements[0]} and {element} have different layers, which n2p2 applies to some layers only.";
            if (network.Activations[^1] != Activation.Linear && model.EnergyScale <= 0)
                return "the output of its networks is not linear, and its energy scale not above zero.";
        }
        return null;
    }

    /// <param name="folder">Exists.</param>
    /// <exception cref="PotentialException">The model cannot be expressed (<see cref="WhyNot"/>).</exception>
    internal static void Write(BehlerModel model, string folder)
    {
        if (WhyNot(model) is { } reason)
            throw new PotentialException($"{model.Name} cannot be written for n2p2: {reason}");
        var order = model.Elements.Select((_, s) => Kept(model, s)).ToArray();
        File.WriteAllText(Path.Combine(folder, N2p2Model.Settings), Settings(model, order));
        File.WriteAllText(Path.Combine(folder, N2p2Model.Scaling), Scaling(model, order));
        for (var s = 0; s < model.Elements.Length; s++)
            File.WriteAllText(Path.Combine(folder, N2p2Model.Weights(model.Elements[s])), Weights(model, s, order[s]));
    }

    /// <summary>The functions that count, in n2p2's order.</summary>
    static int[] Kept(BehlerModel model, int species) =>
    [
        .. Enumerable.Range(0, model.Functions.Count(species)).Where(m => model.Scaling[species].Factor[m] != 0)
            .Order(Comparer<int>.Create((a, b) => N2p2Functions.Compare(model.Functions[species][a], model.Functions[species][b]))),
    ];

    static bool FoldsScale(BehlerModel model) => model.Networks[0].Activations[^1] == Activation.Linear;

    static string Settings(BehlerModel model, int[][] order)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        var network = model.Networks[0];
        Line($"# Behler-Parrinello network potential written by Athanor. Lengths are in Angstrom, energies in eV.");
        Line($"# LAMMPS: pair_style hdnnp {model.Range:r} dir \"FOLDER\" showew no resetew yes maxew 1000 cflength 1.0 cfenergy 1.0");
        Line($"#         pair_coeff * * {string.Join(" ", model.Elements)}");
        Line($"number_of_elements {model.Elements.Length}");
        Line($"elements {string.Join(" ", model.Elements)}");
        for (var s = 0; s < model.Elements.Length; s++)
            Line($"atom_energy {model.Elements[s]} {model.AtomEnergy(s):r}");
        if (!FoldsScale(model))
            Line($"mean_energy 0.0\nconv_energy {1 / model.EnergyScale:r}\nconv_length 1.0");
        Line($"cutoff_type {(int)model.Functions.CutoffFunction.Shape} {model.Functions.CutoffFunction.Inner:r}");
        Line($"scale_symmetry_functions_sigma\nscale_min_short 0.0\nscale_max_short 1.0");
        Line($"global_hidden_layers_short {network.Layers - 1}");
        Line($"global_nodes_short {string.Join(" ", network.Sizes[1..^1])}");
        Line($"global_activation_short {string.Join(" ", network.Activations.Select(N2p2Letters.Letter))}");
        for (var s = 0; s < model.Elements.Length; s++)
        {
            foreach (var m in order[s])
                Line($"symfunction_short {model.Elements[s]} {Arguments(model.Functions[s][m])}");
        }
        return text.ToString();
    }

    static FormattableString Arguments(SymmetryFunction function) => function switch
    {
        RadialFunction { Neighbour: { } e } f => $"2 {e} {f.Eta:r} {f.Shift:r} {f.Cutoff:r}",
        RadialFunction f => $"12 {f.Eta:r} {f.Shift:r} {f.Cutoff:r}",
        AngularFunction { Neighbours: { } p } f => $"{f.Type} {p.First} {p.Second} {f.Eta:r} {f.Lambda:r} {f.Zeta:r} {f.Cutoff:r} {f.Shift:r}",
        AngularFunction f => $"13 {f.Eta:r} {f.Shift:r} {f.Lambda:r} {f.Zeta:r} {f.Cutoff:r}",
        CompactRadialFunction { Window: var w, Neighbour: { } e } => $"20 {e} {w.Inner:r} {w.Cutoff:r} {w.Subtype}",
        CompactRadialFunction { Window: var w } => $"23 {w.Inner:r} {w.Cutoff:r} {w.Subtype}",
        CompactAngularFunction { Window: var w, Neighbours: { } p } f => $"{f.Type} {p.First} {p.Second} {w.Inner:r} {w.Cutoff:r} {f.From:r} {f.To:r} {w.Subtype}",
        CompactAngularFunction { Window: var w } f => $"{f.Type} {w.Inner:r} {w.Cutoff:r} {f.From:r} {f.To:r} {w.Subtype}",
        _ => throw new ArgumentOutOfRangeException(nameof(function)),
    };

    static string Scaling(BehlerModel model, int[][] order)
    {
        var text = new StringBuilder("# element, function, smallest and largest value in training, and the mean and sigma by which it is scaled\n");
        for (var s = 0; s < model.Elements.Length; s++)
        {
            var scaling = model.Scaling[s];
            for (var k = 0; k < order[s].Length; k++)
            {
                var m = order[s][k];
                double low = Math.Max(scaling.Minimum[m], -Unlimited), high = Math.Min(scaling.Maximum[m], Unlimited);
                text.Append(CultureInfo.InvariantCulture, $"{s + 1} {k + 1} {low:r} {high:r} {scaling.Shift[m]:r} {1 / scaling.Factor[m]:r}\n");
            }
        }
        return text.ToString();
    }

    /// <summary>Weights by layer, the neuron before as the outer index, then biases; the further columns are names that n2p2 does not read.</summary>
    static string Weights(BehlerModel model, int species, int[] order)
    {
        var network = model.Networks[species];
        var text = new StringBuilder("# connection or bias, kind, its number, from layer and neuron, to layer and neuron\n");
        var number = 0;
        for (var l = 0; l < network.Layers; l++)
        {
            var by = l == network.Layers - 1 && FoldsScale(model) ? model.EnergyScale : 1;
            int columns = network.Sizes[l + 1], weights = network.WeightsStart(l), biases = network.BiasesStart(l);
            int[] rows = l == 0 ? order : [.. Enumerable.Range(0, network.Sizes[l])];
            for (var i = 0; i < rows.Length; i++)
            {
                for (var o = 0; o < columns; o++)
                    text.Append(CultureInfo.InvariantCulture, $"{by * network.Parameters[weights + rows[i] * columns + o]:r} a {++number} {l} {i + 1} {l + 1} {o + 1}\n");
            }
            for (var o = 0; o < columns; o++)
                text.Append(CultureInfo.InvariantCulture, $"{by * network.Parameters[biases + o]:r} b {++number} {l + 1} {o + 1}\n");
        }
        return text.ToString();
    }
}
