package io.ffsamediff.examples;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The page of {@code ff serve} in headless Chromium: draw, read the answer. Needs Debian's packages
 * {@code chromium} and {@code chromium-driver}; screenshots are left in {@code target/serve-page}.
 */
@Tag("browser")
class ServePageIT {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final long PATIENCE_SECONDS = 20;
  private static final long START_SECONDS = 60;

  @TempDir static Path folder;
  private static @Nullable Process server;
  private static @Nullable ChromeDriver browser;
  private static String address = "";

  @BeforeAll
  static void start() throws Exception {
    boolean there = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    assumeTrue(
        there, () -> "no browser: neither " + CHROMIUM + " nor " + DRIVER + " may be missing");
    Ff ff = new Ff(folder);
    Path config = Ff.repositoryScript().resolveSibling("configs/quickstart.json");
    Ff.Outcome train =
        ff.run(
            "train",
            config.toString(),
            "--set",
            "training.epochs=3",
            "--set",
            "data.trainExamples=3000",
            "--set",
            "data.testExamples=300",
            "--out",
            "runs/first");
    assertThat(train.exitCode()).as(train.err()).isZero();
    browser = new ChromeDriver(service(), options());
    browser().manage().timeouts().pageLoadTimeout(Duration.ofSeconds(PATIENCE_SECONDS));
    address = serve();
  }

  @BeforeEach
  void open() {
    browser().get(address);
    errors(); // of the test before
  }

  private static String serve() throws Exception {
    Path out = folder.resolve("address.txt");
    ProcessBuilder builder =
        new ProcessBuilder(Ff.repositoryScript().toString(), "serve", "runs/first", "--port", "0")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    server = builder.start();
    for (int i = 0; i < 10 * START_SECONDS; i++) {
      String told = Files.readString(out).strip();
      if (told.endsWith("/")) {
        return told;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new AssertionError(Files.readString(out));
  }

  private static ChromeDriverService service() {
    return new ChromeDriverService.Builder()
        .usingDriverExecutable(DRIVER.toFile())
        .usingAnyFreePort()
        .build();
  }

  private static ChromeOptions options() {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.setCapability("goog:loggingPrefs", logs);
    return options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + folder.resolve("profile"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      browser.quit();
    }
    if (server != null) {
      server.destroy();
      assertThat(server.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static ChromeDriver browser() {
    return requireNonNull(browser);
  }

  @Test
  void page_drawnOn_tellsLabelsLayerByLayerWithoutErrors() throws Exception {
    browser().manage().window().setSize(new Dimension(1200, 1000));
    WebElement paper = browser().findElement(By.id("paper"));

    new Actions(browser())
        .moveToElement(paper, 0, -95)
        .clickAndHold()
        .moveByOffset(0, 60)
        .moveByOffset(0, 65)
        .moveByOffset(0, 65)
        .perform();

    await(() -> answer().startsWith("1, by a margin of ")); // the pen is still down
    assertThat(answersWhileThePenMoves()).isGreaterThanOrEqualTo(3);
    new Actions(browser()).release().perform();
    await(() -> answer().startsWith("1, by a margin of "));
    List<WebElement> rows = browser().findElements(By.cssSelector("#goodness tbody tr"));
    assertThat(rows).hasSize(10);
    assertThat(browser().findElement(By.cssSelector("#goodness tr.best th")).getText())
        .isEqualTo("1");
    assertThat(browser().findElement(By.cssSelector("#goodness thead")).getText())
        .contains("combined", "goodness", "head", "layer 1", "layer 2", "softmax");
    screenshot("drawn");

    browser().findElement(By.id("clear")).click();
    assertThat(answer()).isEqualTo("Nothing drawn yet.");
    paper.sendKeys(Keys.SPACE, Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_DOWN);
    await(() -> answer().contains("by a margin"));
    assertThat(browser().findElement(By.id("mark")).isDisplayed()).isTrue();
    assertThat(browser().findElement(By.id("pen")).getText()).isEqualTo("Pen down");
    screenshot("keyboard");
    paper.sendKeys(Keys.SPACE);
    assertThat(browser().findElement(By.id("pen")).getText()).isEqualTo("Pen up");

    browser().findElement(By.id("clear")).click();
    browser().findElement(By.id("file")).sendKeys(photograph().toString());
    await(() -> answer().startsWith("1, by a margin of "));

    browser().findElement(By.cssSelector("#runs button[data-run=first]")).click();
    await(() -> browser().findElement(By.id("live-now")).getText().startsWith("Epoch 3, loss"));
    assertThat(browser().findElements(By.cssSelector("#live canvas"))).hasSize(2);
    screenshot("runs");

    browser().manage().window().setSize(new Dimension(500, 900));
    browser()
        .executeCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            Map.of("width", 360, "height", 780, "deviceScaleFactor", 2, "mobile", true));
    browser()
        .executeCdpCommand(
            "Emulation.setEmulatedMedia",
            Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
    assertThat(browser().executeScript("return document.documentElement.scrollWidth"))
        .isEqualTo(360L);
    screenshot("phone-dark");
    assertThat(errors()).isEmpty();
  }

  @Test
  void runs_refusedAsTooManyLookOn_sayWhy() throws Exception {
    Path waiting = Files.createDirectories(folder.resolve("runs/waiting"));
    Files.copy(folder.resolve("runs/first/config.json"), waiting.resolve("config.json"));
    URI events = URI.create(address).resolve("/api/runs/waiting/events");
    List<InputStream> watchers = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        watchers.add(events.toURL().openStream());
      }
      browser().navigate().refresh();
      By button = By.cssSelector("#runs button[data-run=waiting]");
      await(() -> !browser().findElements(button).isEmpty());

      browser().findElement(button).click();

      WebElement trouble = browser().findElement(By.id("live-trouble"));
      await(() -> trouble.getText().contains("too many pages look on"));
      assertThat(browser().findElement(By.id("live-now")).getText()).isEmpty();
    } finally {
      for (InputStream watcher : watchers) {
        watcher.close();
      }
    }
    await(() -> isAnswered(events)); // the places are free again for other tests
  }

  private static boolean isAnswered(URI address) {
    try (InputStream answer = address.toURL().openStream()) {
      return answer.read() >= 0;
    } catch (IOException refused) {
      return false;
    }
  }

  private String answer() {
    return browser().findElement(By.id("answer")).getText();
  }

  /** A stroke as a phone takes it: 12 million pixels. */
  private Path photograph() throws IOException {
    BufferedImage image = new BufferedImage(4000, 3000, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.LIGHT_GRAY);
    pen.fillRect(0, 0, 4000, 3000);
    pen.setColor(Color.BLACK);
    pen.fillRoundRect(1900, 500, 220, 2000, 200, 200);
    pen.dispose();
    Path file = folder.resolve("photograph.png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  /** In two seconds in which it never rests; WebDriver's own moves have pauses between them. */
  private static long answersWhileThePenMoves() {
    return (Long)
        browser()
            .executeAsyncScript(
                """
                const done = arguments[0];
                const paper = document.getElementById("paper");
                const head = document.querySelector("#goodness thead tr");
                const box = paper.getBoundingClientRect();
                let answers = 0;
                let moves = 0;
                const watch = new MutationObserver(() => answers++);
                watch.observe(head, {childList: true});
                const moving = setInterval(() => {
                  const where = {clientX: box.left + 140 + moves % 2, clientY: box.top + 200};
                  paper.dispatchEvent(new PointerEvent("pointermove", where));
                  if (++moves === 100) {
                    clearInterval(moving);
                    watch.disconnect();
                    done(answers);
                  }
                }, 20);
                """);
  }

  private static List<LogEntry> errors() {
    return browser().manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .toList();
  }

  private void screenshot(String name) throws IOException {
    Path target = Files.createDirectories(Path.of("target/serve-page"));
    Path picture = browser().getScreenshotAs(OutputType.FILE).toPath();
    Files.copy(picture, target.resolve(name + ".png"), StandardCopyOption.REPLACE_EXISTING);
  }

  private interface Condition {
    boolean holds();
  }

  private void await(Condition condition) throws InterruptedException {
    for (int i = 0; i < 10 * PATIENCE_SECONDS && !condition.holds(); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(condition.holds()).as(browser().findElement(By.tagName("main")).getText()).isTrue();
  }
}
