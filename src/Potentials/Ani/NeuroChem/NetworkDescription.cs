using System.Globalization;
using System.Text;
using Athanor.Atoms;
using Athanor.Potentials.Networks;
using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.BZip2;

namespace Athanor.Potentials.Ani;

/// <summary>One layer as an <c>.nnf</c> describes it.</summary>
/// <param name="Weights">Name of the file, relative to that of the description.</param>
readonly record struct LayerDescription(int Inputs, int Outputs, int Activation, string Weights, string Biases);

/// <summary>
/// An <c>.nnf</c> file: the length of a text in digits, <c>=</c>, a line feed, then the text under bzip2. The text gives sizes, activations and the names of the files
/// with weights; what else it holds is the state of a training and is passed over.
/// </summary>
static class NetworkDescription
{
    const int LongestText = 1 << 20;
    const int WidestLayer = 1 << 18;

    /// <summary>Codes of activations.</summary>
    internal const int GaussianCode = 5, LinearCode = 6, CeluCode = 9;

    internal static LayerDescription[] Read(string path, Element element, int inputs)
    {
        var layers = new Parser(path, Unpack(path, NeuroChemText.Bytes(path, "the description of a network (.nnf)"))).Network(element, inputs);
        return [.. layers];
    }

    /// <summary>The text of a description.</summary>
    static string Unpack(string path, byte[] bytes)
    {
        var equals = bytes.AsSpan().IndexOf((byte)'=');
        if (equals < 1 || equals > 7 || !int.TryParse(bytes.AsSpan(0, equals), NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > LongestText || bytes.Length < equals + 2 || bytes[equals + 1] != '\n')
            throw new PotentialException($"{path} does not begin as a network description does, with the length of its text, '=' and a line feed.");
        var text = new byte[length];
        try
        {
            using var unpacked = new BZip2InputStream(new MemoryStream(bytes, equals + 2, bytes.Length - equals - 2));
            var read = unpacked.ReadAtLeast(text, length, throwOnEndOfStream: false);
            if (read != length || unpacked.ReadByte() >= 0)
                throw new PotentialException($"{path} says that its text has {length} bytes, but it has {(read < length ? $"{read}" : "more")}; the file is damaged.");
        }
        // The library says so in its own exceptions, but also in those of arrays where the data lead it astray.
        catch (Exception e) when (e is SharpZipBaseException or IOException or IndexOutOfRangeException or ArgumentException or InvalidOperationException or OverflowException or NullReferenceException)
        {
            throw new PotentialException($"{path} cannot be unpacked (bzip2: {e.Message.TrimEnd('.')}); the file is damaged.", e);
        }
        return Encoding.ASCII.GetString(text).TrimEnd('\0');
    }

    /// <summary>A description as bytes of a file.</summary>
    internal static byte[] Pack(string text)
    {
        var plain = Encoding.ASCII.GetBytes(text + '\0');
        using var packed = new MemoryStream();
        packed.Write(Encoding.ASCII.GetBytes(plain.Length.ToString(CultureInfo.InvariantCulture) + "=\n"));
        // The smallest of the blocks that there are: who unpacks it makes room for a whole one.
        using (var stream = new BZip2OutputStream(packed, 1) { IsStreamOwner = false })
            stream.Write(plain);
        return packed.ToArray();
    }

    /// <summary>The grammar: <c>inputsize=N; atom_net El $ layer[ key=value; … ] … $</c>, blanks anywhere.</summary>
    sealed class Parser(string path, string text)
    {
        int _at;

        internal List<LayerDescription> Network(Element element, int inputs)
        {
            Expect("inputsize");
            Expect("=");
            var given = Whole(Until(';'));
            if (given != inputs)
                throw Error($"the network has {given} inputs, but the constants of the model make {inputs}");
            Expect("atom_net");
            var symbol = Until('$');
            if (!Element.TryParse(symbol, out var of) || of != element)
                throw Error($"this is the network of '{NeuroChemText.Shown(symbol)}', where that of {element} was expected");
            var layers = new List<LayerDescription>();
            while (!Take("$"))
            {
                if (layers.Count == 16)
                    throw Error("a network of more than 16 layers is not read");
                layers.Add(Layer(layers.Count == 0 ? inputs : layers[^1].Outputs));
            }
            if (layers.Count == 0 || layers[^1].Outputs != 1)
                throw Error("the last layer should have one node, the energy");
            Blanks();
            return _at == text.Length ? layers : throw Error("something follows the network");
        }

        LayerDescription Layer(int inputs)
        {
            Expect("layer");
            Expect("[");
            var values = new Dictionary<string, string>();
            while (!Take("]"))
            {
                var key = Until('=');
                if (!values.TryAdd(key, Until(';')))
                    throw Error($"'{NeuroChemText.Shown(key)}' stands twice in a layer");
            }
            string Of(string key) => values.TryGetValue(key, out var value) ? value : throw Error($"a layer without '{key}'");
            int outputs = Whole(Of("nodes")), blocks = Whole(Of("blocksize"));
            if (blocks != inputs)
                throw Error($"a layer takes {blocks} numbers where the one before gives {inputs}");
            return new LayerDescription(inputs, outputs, Whole(Of("activation")), Name(Of("weights"), (long)inputs * outputs), Name(Of("biases"), outputs));
        }

        /// <summary><c>FILE:name[count]</c>.</summary>
        string Name(string value, long count)
        {
            var open = value.LastIndexOf('[');
            if (!value.StartsWith("FILE:", StringComparison.Ordinal) || open < 6 || !value.EndsWith(']'))
                throw Error($"'FILE:name[count]' was expected, not '{NeuroChemText.Shown(value)}'");
            if (value[(open + 1)..^1] != count.ToString(CultureInfo.InvariantCulture))
                throw Error($"'{NeuroChemText.Shown(value)}' does not hold the {count} numbers of its layer");
            var name = value[5..open];
            return name is not ("." or "..") && name.All(c => c is >= '!' and <= '~' and not ('/' or '\\' or ':')) && name.Length <= 255
                ? name
                : throw Error($"'{NeuroChemText.Shown(name)}' is not the name of a file beside this one");
        }

        int Whole(string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is >= 1 and <= WidestLayer
            ? n
            : throw Error($"'{NeuroChemText.Shown(value)}' is not a number of nodes or a code");

        string Until(char end)
        {
            Blanks();
            var to = text.IndexOf(end, _at);
            if (to < 0)
                throw Error($"'{end}' is missing");
            var found = text[_at..to].Trim();
            _at = to + 1;
            return found;
        }

        bool Take(string word)
        {
            Blanks();
            if (!text.AsSpan(_at).StartsWith(word, StringComparison.Ordinal))
                return false;
            _at += word.Length;
            return true;
        }

        void Expect(string word)
        {
            if (!Take(word))
                throw Error($"'{word}' was expected");
        }

        void Blanks()
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
                _at++;
        }

        PotentialException Error(string what) => NeuroChemText.Error(path, 1 + text.AsSpan(0, Math.Min(_at, text.Length)).Count('\n'), $"{what} (in the text under bzip2).");
    }
}
