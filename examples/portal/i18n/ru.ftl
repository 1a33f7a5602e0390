### Русский. Образец — en.ftl.

-product = Switchhook

## Words used everywhere

product-name = { -product }
month-name = { $month ->
    [m01] январь
    [m02] февраль
    [m03] март
    [m04] апрель
    [m05] май
    [m06] июнь
    [m07] июль
    [m08] август
    [m09] сентябрь
    [m10] октябрь
    [m11] ноябрь
   *[m12] декабрь
}
month-of-year = { $month } { $year } г.
list-last = { $others } и { $last }
calls-count = { $count ->
    [one] { NUMBER($count) } звонок
    [few] { NUMBER($count) } звонка
    [many] { NUMBER($count) } звонков
   *[other] { NUMBER($count) } звонка
}
entries-count = { $count ->
    [one] { NUMBER($count) } запись
    [few] { NUMBER($count) } записи
    [many] { NUMBER($count) } записей
   *[other] { NUMBER($count) } записи
}
people-count = { $count ->
    [one] { NUMBER($count) } человек
    [few] { NUMBER($count) } человека
    [many] { NUMBER($count) } человек
   *[other] { NUMBER($count) } человека
}
phones-count = { $count ->
    [one] { NUMBER($count) } телефон
    [few] { NUMBER($count) } телефона
    [many] { NUMBER($count) } телефонов
   *[other] { NUMBER($count) } телефона
}
lines-count = { $count ->
    [one] { NUMBER($count) } строка
    [few] { NUMBER($count) } строки
    [many] { NUMBER($count) } строк
   *[other] { NUMBER($count) } строки
}
save = Сохранить
cancel = Отмена
delete = Удалить
edit = Изменить
search = Найти
filter-apply = Показать
filter-clear = Сбросить фильтры
filter-remove = Убрать фильтр { $filter }
filter-chip = { $name }: { $value }
filters-active = Действующие фильтры
load-more = Показать ещё
all = Все
copy = Копировать
copied = Скопировано
actions = Действия
actions-for = Действия: { $name }
optional = необязательно
unknown = Неизвестно
sort-by = Сортировать по столбцу «{ $column }»
export-csv = Скачать CSV
print = Печать
form-has-errors = Ничего не сохранено. Исправьте:
name = Имя
first-name = Имя
last-name = Фамилия
company = Компания
department = Отдел
email = Эл. почта
number = Номер
numbers = Номера
date-label = Дата
duration-label = Длительность
state = Состояние
from = От кого
to = Кому
result = Результат

## Frame of every page

skip-to-content = Перейти к содержанию
main-menu = Главное меню
menu-fold = Свернуть меню
menu-unfold = Развернуть меню
menu-open = Меню
menu-telephony = Моя телефония
menu-queues = Группы вызовов
menu-admin = Администрирование
language = Язык
theme = Оформление
theme-system = Как в системе
theme-light = Светлое
theme-dark = Тёмное
preferences = Язык и оформление
apply = Применить
log-out = Выйти
signed-in-as = Вы вошли как { $name }
live-state-live = Онлайн
live-state-late = С задержкой
live-state-offline = Нет связи
live-state-help = Связь с данными в реальном времени
demo-ribbon = Демонстрация
demo-help = Вымышленная компания и имитация АТС: настоящие телефоны не звонят.
footer-about = { -product } — портал телефонии для Asterisk
notices = Сообщения
success = Готово
failure = Ошибка
info = Сведения
confirm-title = Подтвердите действие
confirm-yes = Да, продолжить
session-ending-title = Вы ещё здесь?
session-ending-text = Некоторое время ничего не происходило. Через минуту сеанс завершится.
session-stay = Остаться

## Presence and calls

presence-free = Свободен
presence-ringing = Вызов
presence-busy = Разговаривает
presence-offline = Не подключён
presence-unknown = Неизвестно
direction-in = Входящий
direction-out = Исходящий
direction-internal = Внутренний
call-ringing = Вызов
call-talking = Разговор
call-waiting = В очереди
call-held = Удержание
call-service = Автоматическая служба
result-answered = Отвечен
result-missed = Без ответа
result-busy = Занято
result-failed = Не удался
call-number = Позвонить: { $number }
dial-ringing = Звонит ваш телефон { $phone }: снимите трубку, затем будет вызван номер { $number }.
dial-pending = Вызываем…
dial-failed = Звонок не выполнен. Портал не ответил; попробуйте ещё раз.
dial-no-phone = У вас нет телефона: попросите администратора выделить его, чтобы звонить отсюда.

## Log in and passwords

login-title = Вход
login-name = Логин
password = Пароль
login-submit = Войти
login-wrong = Неверный логин или пароль. Проверьте оба и попробуйте ещё раз.
login-too-many = { $seconds ->
    [one] Слишком много попыток. Подождите { NUMBER($seconds) } секунду и попробуйте снова.
    [few] Слишком много попыток. Подождите { NUMBER($seconds) } секунды и попробуйте снова.
    [many] Слишком много попыток. Подождите { NUMBER($seconds) } секунд и попробуйте снова.
   *[other] Слишком много попыток. Подождите { NUMBER($seconds) } секунды и попробуйте снова.
}
login-expired = Сеанс завершён из-за бездействия. Войдите снова.
login-demo-accounts = Учётные записи демонстрации
profile = Профиль
profiles = Профили
setup-title = Первый администратор
setup-intro = На портале ещё нет учётных записей. Создайте запись администратора; эта страница работает один раз.
invite-title = Выберите пароль
invite-intro = Здравствуйте, { $name }! Выберите пароль, с которым вы будете входить под логином { $login }.
password-new = Новый пароль
password-again = Тот же пароль ещё раз
password-help = Символов не меньше { NUMBER($length) }. Короткую фразу легко запомнить.
password-set = Сохранить пароль

## Home

home-title = Главная
home-welcome = Здравствуйте, { $name }
home-my-phone = Мой телефон
home-no-phone = У вас ещё нет телефона. Его может выделить администратор.
home-missed = Пропущенные сегодня
home-no-missed = Сегодня пропущенных звонков нет.
home-find = Найти коллегу
home-queues = Группы вызовов сейчас
home-administration = Состояние портала
home-all-well = Всё работает.
home-problems = { $count ->
    [one] { NUMBER($count) } пункт требует внимания.
    [few] { NUMBER($count) } пункта требуют внимания.
    [many] { NUMBER($count) } пунктов требуют внимания.
   *[other] { NUMBER($count) } пункта требуют внимания.
}
home-unrated = { $count ->
    [one] { NUMBER($count) } звонок без тарифа
    [few] { NUMBER($count) } звонка без тарифа
    [many] { NUMBER($count) } звонков без тарифа
   *[other] { NUMBER($count) } звонка без тарифа
}

## Directory

directory-title = Справочник
directory-search = Имя, компания, номер или почта
directory-source = Вид записи
directory-source-internal = Коллеги
directory-source-contact = Контакты
directory-only-private = Только мои личные контакты
directory-only-free = Только свободные сейчас
directory-presence = Присутствие
directory-where = Компания или отдел
directory-private = Личный
directory-shared = Общий
directory-or-others = { $others ->
    [one] { $name } или ещё { NUMBER($others) } человек
    [few] { $name } или ещё { NUMBER($others) } человека
    [many] { $name } или ещё { NUMBER($others) } человек
   *[other] { $name } или ещё { NUMBER($others) } человека
}
directory-add = Добавить контакт
directory-empty = Справочник пуст. Добавьте первый контакт.
directory-no-result = По этим фильтрам никого не найдено.
directory-delete-confirm = Удалить { $name } из справочника?

## Contact

contact-new = Новый контакт
contact-edit = Изменить контакт
contact-number-nth = Номер { NUMBER($n) }
contact-number-help = Так, как вы его набираете, с пробелами или без; международный начинается с +.
contact-private = Личный: этот контакт вижу только я

## Контакты в файлах

contacts-exchange = Контакты: файлы
contacts-intro = CSV из электронных таблиц и vCard из телефонов и почтовых программ.
contacts-import = Импорт контактов
contacts-export = Экспорт контактов
contacts-file = Файл CSV или vCard
contacts-file-help = Не больше { $megabytes } МБ. Первая строка файла CSV называет столбцы.
contacts-as-shared = Эти контакты видят все, если в файле они не названы личными
contacts-no-file = Выберите файл.
contacts-too-large = Файл больше { $megabytes } МБ: разделите его или уберите фотографии.
contacts-export-private = Мои личные контакты ({ $form })
contacts-export-shared = Общие контакты ({ $form })
contacts-preview = { $file }: что будет добавлено
contacts-nothing-stored = Пока ничего не сохранено.
contacts-to-add = Будет добавлено
contacts-known = Уже известны
contacts-later = В следующий раз: импортируйте тот же файл снова
contacts-refused = Отклонено
contacts-left-out = Пропущено, здесь для этого нет места:
contacts-do-import = Импортировать
contacts-line = Строка
contacts-reason = Причина
contacts-not-yours = Этот контакт увидели бы все: такие контакты импортирует только тот, кто ведёт справочник. Отметьте его личным.
contacts-field = { $field }: { $problem }
contacts-open-quote = Кавычка не закрыта; удвойте те, что входят в текст.
contacts-row-too-long = Строка длиннее { NUMBER($max) } байт; разделите её.
contacts-no-heading = Первая строка должна назвать столбец с именем или компанией и столбец с номером.
contacts-outside-card = Это стоит вне карточки; поместите его между BEGIN:VCARD и END:VCARD.
contacts-not-ended = Карточка не закончена; допишите END:VCARD.
contacts-unknown-version = Версия «{ $version }» формата vCard неизвестна; экспортируйте 3.0 или 4.0.
contacts-group = Это группа, а не чья-то карточка; экспортируйте её участников.
contacts-too-many = В файле не больше { NUMBER($max) } контактов; разделите его.
notice-contacts-imported = Контакты импортированы.

## Live calls

live-title = Текущие звонки
live-empty = Сейчас никто не разговаривает. Звонок появится здесь, как только начнётся.
live-since = Длится
live-pause = Остановить обновление
live-stale = Показано последнее известное состояние: телефонный сервер недоступен или опрашивается заново. Страница обновится сама.
live-queue = Очередь

## Channels

channels-title = Все каналы
channels-count = { $count ->
    [one] { NUMBER($count) } канал
    [few] { NUMBER($count) } канала
    [many] { NUMBER($count) } каналов
   *[other] { NUMBER($count) } канала
}
channels-bridge = Мост
channels-bridge-kind = Мост ({ $kind })
channels-alone = Без моста
channels-name = Канал
channels-party = Абонент
channels-connected = Соединён с
channels-application = Приложение
channel-up = Соединён
channel-calling = Вызывает
channel-preparing = Подготовка
channel-busy = Занят

## Queue board

queues-title = Табло очередей
queues-empty = Вам не видна ни одна очередь. Администратор может назначить вас оператором или супервизором.
queue-waiting = Ожидают
queue-longest = Дольше всех ждёт
queue-agents-free = Свободные операторы
queue-agents-busy = Занятые операторы
queue-answered = Отвечено
queue-abandoned = Потеряно
queue-callers = Ожидающие абоненты
queue-no-callers = Никто не ждёт.
queue-agents = Операторы
queue-no-agents = В этой очереди нет операторов.
queue-position = Место
queue-caller = Абонент
queue-agent = Оператор
queue-calls-taken = Принято
agent-free = Свободен
agent-ringing = Вызов
agent-busy = Разговаривает
agent-paused = Перерыв
agent-paused-for = Перерыв: { $reason }
agent-unavailable = Недоступен

## Call log

calls-title = Журнал звонков
calls-direction = Направление
calls-number-contains = Номер содержит
calls-time-window = Время ± 30 мин
calls-masked = Последние три цифры чужих номеров скрыты.
calls-cost = Стоимость
calls-unrated = Нет тарифа
call-of = Звонок { $when }
call-about = Звонок
call-tax = Налог
call-rated = Рассчитано
call-pending = Цены ещё нет: звонки тарифицируются, когда заканчиваются.
call-tariff-gone = Тариф, который больше не хранится
calls-empty = Звонков пока нет. Они появляются здесь после завершения.
calls-no-result = Нет звонков, подходящих под эти фильтры.
calls-scope-own = Ваши звонки
calls-scope-department = Звонки вашего отдела
calls-scope-all = Звонки всех

## Costs

costs-title = Расходы
costs-step-period = 1. Период
costs-step-report = 2. Отчёт
costs-step-who = 3. Чьи звонки
costs-month = Месяц
costs-month-none = Без месяца: по датам
costs-begin = Первый день
costs-end = Последний день включительно
costs-period-help = Выберите месяц или даты.
costs-summary = Сводка: строка на человека
costs-detail = Подробно: строка на звонок
costs-phones = Телефоны
costs-who-help = Выберите отдел или телефоны; если не выбрать ничего, покажется всё, что вам доступно.
costs-show = Показать расходы
costs-report-title = Расходы: { $period }
costs-kind-summary = Сводка
costs-kind-detail = Подробно
costs-criteria = Условия
costs-period = Период
costs-report = Отчёт
costs-called = Вызванный номер
costs-calls = Звонки
costs-before-tax = Без налога ({ $currency })
costs-tax = Налог ({ $currency })
costs-after-tax = С налогом ({ $currency })
costs-subtotal = Итого: { $department }
costs-total = Всего
costs-rounding = Итоги складываются из точных сумм; округление только при показе.
costs-empty = За этот период нет звонков с ценой.
costs-change = Изменить условия
costs-unrated-notice = { $count ->
    [one] { NUMBER($count) } звонок за этот период без тарифа и не вошёл в итоги.
    [few] { NUMBER($count) } звонка за этот период без тарифа и не вошли в итоги.
    [many] { NUMBER($count) } звонков за этот период без тарифа и не вошли в итоги.
   *[other] { NUMBER($count) } звонка за этот период без тарифа и не вошли в итоги.
}

## Calls without a tariff

unrated-title = Звонки без тарифа
unrated-intro = Ни один тариф не подходит к этим номерам, поэтому у звонков нет цены. Добавьте цену или загрузите исправленный тариф.
unrated-empty = У всех звонков есть тариф.
unrated-reason = Причина
unrated-again = Пересчитать

## People

people-title = Пользователи
people-add = Добавить пользователя
people-search = Имя или логин
people-empty = Никто не найден.
people-phones = Телефоны
people-last-login = Последний вход
people-never = Никогда
person-active = Активен
person-invited = Приглашён
person-disabled = Отключён
person-new = Новый пользователь
person-edit = Пользователь: { $name }
person-login-help = Строчные латинские буквы, цифры, точки и дефисы.
person-profiles-help = Права складываются: с несколькими профилями можно всё, что разрешает любой из них.
person-queues = Очереди
person-queues-help = Кто принимает звонки очереди или следит за ней. Эти профили появляются и исчезают вместе с очередью.
person-grants = Отдельные права
person-grants-help = На всё, только для этого человека; записывается в журнал аудита.
person-grant-with = Действует вместе с: { $profiles }.
person-department-none = Без отдела
person-access = Доступ
person-disable = Отключить
person-enable = Включить снова
person-disable-confirm = Отключить { $name }? Открытые сеансы завершатся сразу, история сохранится.
person-new-link = Новая ссылка для пароля
person-new-link-help = Создаёт ссылку, по которой человек сам выберет пароль. Больше его никто не увидит.
link-title = Одноразовая ссылка
link-intro = Передайте эту ссылку: { $name }. Она показана только здесь и только сейчас.
link-expires = Она действует один раз, до { $when }.
link-label = Ссылка

## Departments

departments-title = Отделы
departments-add = Добавить отдел
departments-empty = Отделов пока нет. Добавьте первый.
department-short = Краткое название
department-full = Полное название
department-new = Новый отдел
department-edit = Отдел: { $name }
department-delete-confirm = Удалить отдел { $name }? Удалить можно только отдел без сотрудников и телефонов.

## Phones

phones-title = Телефоны
phones-add = Добавить телефон
phones-empty = Телефонов пока нет. Добавьте первый.
phones-search = Внутренний номер, имя или пользователь
phone-extension = Внутренний номер
phone-extension-help = Внутренний номер: от 2 до 6 цифр.
phone-label = Имя, которое видят другие
phone-person = Пользователь
phone-person-none = Никто
phone-hidden = Скрыть из справочника
phone-new = Новый телефон
phone-edit = Телефон { $extension }
phone-effect-title = Что произойдёт при сохранении
phone-effect-text = Разделы PJSIP этого телефона записываются в Asterisk, затем PJSIP перезагружается. Текущие звонки не затрагиваются.
phone-delete-confirm = Удалить телефон { $extension }? Он больше не сможет зарегистрироваться; его звонки останутся в журнале.
phone-secret-title = Телефон { $extension } готов
phone-secret-intro = Введите это в телефон. Пароль показан только здесь и только сейчас.
phone-secret-server = SIP-сервер
phone-secret-user = Пользователь SIP
phone-secret-password = Пароль SIP
phone-new-secret = Новый пароль SIP
phone-new-secret-confirm = Создать новый пароль для { $extension }? Телефон не будет работать, пока его там не введут.
done = Готово

## Health

health-title = Проверка конфигурации
health-item = Пункт
health-detail = Подробности
health-remedy = Что делать
health-ok = Работает
health-warning = Внимание
health-failed = Не работает
health-again = Проверить снова
health-checked-at = Проверено: { $when }

## Audit

audit-title = Журнал аудита
audit-search = Человек, действие или объект
audit-when = Когда
audit-who = Кто
audit-address = С адреса
audit-action = Действие
audit-object = Объект
audit-done = Выполнено
audit-refused = Отказано
audit-failed = Ошибка
audit-empty = По этим условиям записей нет.

## Account

account-title = Моя учётная запись
account-data = Мои данные
account-data-help = Эти данные ведёт ваш администратор.
account-phones = Мои телефоны
account-password = Сменить пароль
account-password-current = Текущий пароль
account-sessions = Мои сеансы
account-session-started = Начат
account-session-seen = Последнее действие
account-session-address = Адрес
account-session-browser = Браузер
account-session-current = Этот
account-session-end = Завершить
account-session-end-label = Завершить сеанс с адреса { $address }

## Errors

error-what = Что произошло
error-not-done = Что не сделано
error-remedy = Что можно сделать
error-reference = Код для администратора: { $reference }
error-home = На главную
dial-own-number = Это ваш собственный номер; выберите другой.

## What is wrong with a field

problem-empty = Заполните это поле.
problem-too-short = Введите не менее { NUMBER($min) } знаков.
problem-too-long = Введите не более { NUMBER($max) } знаков.
problem-not-digits = Используйте только цифры.
problem-blank = Уберите пробелы.
problem-bad-character = Уберите символ «{ $character }».
problem-not-an-email = Запишите адрес в виде имя@пример.рф.
problem-not-a-date = Выберите дату.
problem-not-a-month = Выберите месяц из списка.
problem-not-a-time = Запишите время в виде 14:30.
problem-ends-before-it-begins = Конец раньше начала; поменяйте даты местами.
problem-excludes = Заполните это поле или другое, но не оба.
problem-taken = Уже занято; выберите другое.
problem-unknown = Выберите из списка.
problem-last-administrator = Это последний администратор; сначала назначьте другого.
problem-more-than-you-hold = Нельзя дать профиль, которого нет у вас.
problem-passwords-differ = Пароли не совпадают; введите оба ещё раз.
problem-password-common = Этот пароль подбирают одним из первых; выберите другой.
problem-password-like-login = Пароль содержит имя учётной записи; выберите другой.
problem-password-wrong = Это не ваш нынешний пароль.
problem-pbx = Телефонный сервер не принял изменение, ничего не сохранено: { $reason }

## Profiles

profile-user = Пользователь
profile-user-help = Справочник, свои звонки и свои расходы.
profile-department-head = Начальник отдела
profile-department-head-help = Звонки и расходы своих отделов.
profile-direction = Руководство
profile-direction-help = Все расходы и все очереди.
profile-accounting = Бухгалтерия
profile-accounting-help = Все расходы.
profile-calls = Звонки
profile-calls-help = Весь журнал звонков, чужие номера скрыты.
profile-administrator = Администратор
profile-administrator-help = Люди, телефоны, отделы, тариф, состояние.
profile-auditor = Аудитор
profile-auditor-help = Читает журнал аудита, и только.

## What the last request did

notice-saved = Сохранено.
notice-deleted = Удалено.
notice-password-set = Новый пароль сохранён. Теперь можно войти.
notice-password-changed = Пароль изменён; остальные ваши сеансы завершены.
notice-session-ended = Сеанс завершён.
notice-logged-out = Вы вышли из системы.
notice-rated-again = Тариф перечитан, звонки без цены пересчитаны.
notice-department-in-use = В отделе ещё есть люди или телефоны; сначала переместите их.
pbx-unreachable = Телефонный сервер { $name } недоступен с { $since }. Показано последнее известное состояние.

## Errors as pages

error-forbidden = Эта страница недоступна для ваших профилей.
error-forbidden-remedy = Попросите администратора дать профиль с этим правом.
error-not-found = По этому адресу ничего нет.
error-not-found-remedy = Возможно, объект удалён. Продолжайте через меню.
error-stale = Форма устарела или пришла не со страницы этого портала.
error-stale-remedy = Вернитесь, обновите страницу и попробуйте ещё раз.
error-bad-request = Портал не понял запрос.
error-too-many = Слишком много запросов за короткое время.
error-too-many-remedy = Подождите { NUMBER($seconds) } с и попробуйте снова.
error-internal = В портале произошла ошибка.
error-internal-remedy = Попробуйте снова. Если повторится, сообщите код администратору.
error-nothing-done = Ничего не сохранено и не изменено.
link-void = Эта ссылка уже использована или устарела.
link-void-remedy = Попросите у администратора новую.

## Click-to-dial

dial-connected = Вы сняли трубку: вызывается { $number }.
dial-own-no-answer = На вашем телефоне { $phone } не ответили.
dial-own-busy = Ваш телефон { $phone } занят.
dial-own-unreachable = Ваш телефон { $phone } не зазвонил: он не зарегистрирован. Включите его или обратитесь к администратору.
dial-pbx-down = Телефонный сервер недоступен; звонок не начат.
dial-unknown = Звонок заказан, но сервер не сообщил, что с ним стало. Посмотрите на телефон, прежде чем повторять.
dial-refused = Телефонный сервер отклонил звонок: { $reason }
dial-bad-number = «{ $number }» набрать нельзя: { $problem }
dial-not-allowed = Ваши профили не разрешают начинать звонки.
dial-too-many = Слишком много звонков за минуту; подождите { NUMBER($seconds) } с.
dial-not-configured = Звонок по щелчку не настроен: дайте задачу «calls» одной из записей [[pbx.manager]] в portal.toml.

## Why a call has no price

unrated-no-tariff = Тариф не настроен.
unrated-no-prefix = Ни одна строка тарифа не подходит к номеру; добавьте её.
unrated-length = Длина номера не та, что ждёт тариф.
unrated-invalid = Запись о звонке не может быть тарифицирована: { $reason }
unrated-blocked = Тариф запрещает это направление, но звонок состоялся.
tariff-in-use = Действующий тариф: { $tariff }
tariff-problems = Строки тарифа, которые не используются

## The configuration check

health-pbx-events = Телефонный сервер: события
health-pbx-calls = Телефонный сервер: начало звонков
health-pbx-config = Телефонный сервер: настройка
health-pbx-connected = Соединено: { $version }.
health-pbx-connecting = Нет соединения: { $reason }
health-pbx-refused = Сервер отклоняет эту учётную запись: { $reason }
health-pbx-remedy = Проверьте, что Asterisk работает, и сверьте адрес, пользователя и пароль в portal.toml с manager.conf.
health-pbx-missing = Учётная запись для этого не настроена.
health-pbx-missing-remedy = Добавьте её в portal.toml как [[pbx.manager]] или дайте эту задачу одной из записей.
health-gaps = Время без событий
health-gaps-none = За последние тридцать дней перерывов не было.
health-gap = С { $began } по { $ended }: звонков, завершённых в это время, в журнале нет.
health-database = База данных
health-tariff = Тариф
health-tariff-problems = { $count ->
    [one] { NUMBER($count) } строку нельзя использовать.
    [few] { NUMBER($count) } строки нельзя использовать.
    [many] { NUMBER($count) } строк нельзя использовать.
   *[other] { NUMBER($count) } строки нельзя использовать.
}
health-tariff-remedy = См. страницу «Звонки без тарифа».
health-version = Портал { $version }, работает { $uptime }
health-portal = Портал

## Call log, costs and administration: words of the pages behind them

calls-from-name = От кого: имя
calls-from-number = От кого: номер
calls-to-name = Кому: имя
calls-to-number = Кому: номер
currency = Валюта
phone-label-help = Например, «Переговорная»; если не заполнено, показывается имя сотрудника.
costs-days = с { $begin } по { $end }
costs-without-department = Без отдела
costs-date-and-time = Дата и время
unrated-no-tariff-in-use = Тариф не задан.
audit-action-word = { $action ->
    [log-in] Вход
    [log-out] Выход
    [create] Создание
    [update] Изменение
    [delete] Удаление
    [originate] Начало звонка
    [schedule] Планирование звонка
    [configure] Настройка телефонной станции
    [export] Выгрузка
    [rate] Тарификация звонков
    [listen] Прослушивание
    [purge] Удаление по сроку
    [view] Просмотр
   *[other] Другое
}
audit-object-word = { $kind ->
    [person] Сотрудник
    [department] Отдел
    [phone] Телефон
    [contact] Контакт
    [call] Звонок
    [api-client] Клиент API
    [file] Файл
    [page] Страница
    [tariffs] Тариф
    [tariff] Версия тарифа
    [recording] Запись разговора
    [kept] Хранимые данные
    [session] Сеанс
    [site] Настройки площадки
    [queue] Очередь
   *[other] Другое
}
audit-named = { $kind }: { $name }
audit-portal = Портал
health-gap-open = С { $began } события не поступают: звонки, которые заканчиваются сейчас, могут не попасть в журнал.
health-gap-remedy = Сравните журнал за это время с файлом Master.csv на сервере телефонии.
health-database-version = SQLite { $version }
health-tariff-none = Тариф не задан: у звонков наружу нет цены.
health-tariff-none-remedy = Укажите план в portal.toml (tariff) и исправьте то, что перечислено на странице «Звонки без тарифа».
health-uptime = { $days ->
    [one] { NUMBER($days) } день и { $time }
    [few] { NUMBER($days) } дня и { $time }
    [many] { NUMBER($days) } дней и { $time }
   *[other] { NUMBER($days) } дня и { $time }
}
browser-on-system = { $browser }, { $system }
costs-days-from = с { $begin }
costs-days-until = по { $end }
costs-department-total = Итого по отделу
costs-too-many-calls = Звонков больше { NUMBER($count) }: выберите период короче, отдел или телефоны.
costs-two-currencies = Звонки за этот период оценены в { $one } и в { $other }: выберите период с одной валютой.
costs-too-large = Сумма слишком велика: выберите период короче.
notice-saved-not-in-pbx = Сохранено, но сервер телефонии не принял новое имя: звонки пока показывают старое. Сохраните телефон ещё раз позже.
criteria-have-errors = Исправьте:
calls-search-cut = Просмотрены только последние звонки, числом { NUMBER($count) }; чтобы искать раньше, выберите дату.
calls-csv-cut = В файле только последние звонки, числом { NUMBER($count) }; выберите дату.
dial-unknown-number = На телефонном сервере нет номера { $number }; ничего не зазвонило. Проверьте номер.
clients-title = Клиенты API
clients-intro = Другие программы, которым разрешено начинать звонки, например CRM. Как они обращаются, описано в docs/api.md.
clients-add = Добавить клиента
clients-empty = Ни одна программа не может начинать звонки. Добавьте первую.
clients-created = Создан
clients-used = Последнее обращение
clients-used-from = { $when } с адреса { $address }
client-sources = Телефоны
client-sources-all = Все
client-sources-help = Внутренние номера, на которые программа может звонить, через пробел; X означает любую цифру, например 1XX. Пусто: все телефоны.
client-name-help = Латинские буквы, цифры, точки, дефисы; имя видно в журнале аудита.
client-active = Действует
client-revoked = Отключён
client-revoke = Отключить
client-revoke-confirm = Отключить клиента { $name }? Его ключ сразу перестанет действовать, и вернуть его нельзя.
client-token-title = Клиент { $name } готов
client-token-intro = Введите этот ключ в программу. Он показан только здесь и только сейчас; у кого он есть, тот может начинать звонки.
client-token = Ключ
client-address = Адрес
notice-client-revoked = Клиент отключён; его ключ больше не действует.
dial-number-not-allowed = По правилам организации на { $number } звонить нельзя. Обратитесь к администратору.

phone-device = Аппарат
phone-model = Модель
phone-model-none = Неизвестна
phone-mac = MAC-адрес
phone-mac-help = Как на наклейке телефона, например 00:0b:82:aa:bb:cc.
phone-file-text = Телефон загружает этот файл при включении. В нём пароль SIP и пароли собственных страниц телефона: храните файл там, где его получит только телефон.
phone-file-download = Скачать { $name }
problem-phone-model = Выберите модель телефона.
problem-phone-file = Не удаётся создать файл настроек: { $reason }
problem-mac-length = В «{ $text }» шестнадцатеричных цифр: { NUMBER($digits) }; в MAC-адресе их 12, например 00:0b:82:aa:bb:cc.
problem-mac-digit = «{ $text }»: «{ $found }» — не шестнадцатеричная цифра. Перепишите адрес с наклейки, например 00:0b:82:aa:bb:cc.
problem-mac-separators = «{ $text }»: разделители не подходят. Напишите 000b82aabbcc, 00:0b:82:aa:bb:cc, 00-0b-82-aa-bb-cc или 000b.82aa.bbcc.
problem-mac-nobody = { $mac } — не адрес одного аппарата. Перепишите адрес с наклейки.

## Записи разговоров

recordings-title = Записи разговоров
recordings-count = { $count ->
    [one] { NUMBER($count) } запись
    [few] { NUMBER($count) } записи
    [many] { NUMBER($count) } записей
   *[other] { NUMBER($count) } записи
}
recordings-scope-all = Все записи
recordings-scope-department = Записи ваших отделов
recordings-scope-own = Ваши записи
recordings-logged = Каждое прослушивание отмечается в журнале аудита.
recordings-all = Все записи
recordings-first-day = Первый день
recordings-last-day = Последний день
recordings-who = Сотрудник или внутренний номер
recordings-queue = Очередь
recordings-at-least = Не короче (с)
recordings-text = Файл, сотрудник, очередь или причина
recordings-length = Длительность
recordings-sound = Запись
recordings-empty = Записей пока нет.
recordings-empty-help = Записей пока нет. Диалплан записывает разговор с помощью MixMonitor и указывает файл через UserEvent(Recording,…) или CDR(userfield); README портала показывает, как это сделать.
recordings-no-result = Под эти условия не подходит ни одна запись.
recordings-off = Портал не знает, где лежат записи: администратор должен указать папку в portal.toml, recordings.folder.
recordings-search-cut = Просмотрены только последние записи ({ NUMBER($count) }); выберите дни, чтобы искать раньше.
recording-of = Запись от { $when }
recording-held = Хранится
recording-not-playable = Браузеры не воспроизводят файлы этого вида.
recording-not-playable-download = Браузеры не воспроизводят файлы этого вида; скачайте файл.
recording-expected = Ещё не готова
recording-missing = Файла нет
recording-missing-help = Сервер телефонии указал этот файл, но в папке записей его нет: он перемещён или удалён, или папка не подключена. Если он появится, его снова можно будет прослушать.
recording-purged = Удалена { $when }
recording-download = Скачать
recording-about = Об этой записи
recording-call = Звонок
recording-size = Размер
recording-file = Файл
recording-until = Будет удалена
recording-until-released = Не раньше, чем её перестанут хранить
recording-until-never = Никогда
recording-reason = Причина
recording-keep-title = Срок хранения
recording-keep-help = Почему её нельзя удалять по истечении срока, например «Жалоба 2026-77».
recording-hold = Хранить дольше
recording-release = Больше не хранить
recording-delete-confirm = Удалить эту запись? Вернуть её будет нельзя; в журнале останется, что это сделали вы.
recording-uses = Кто слушал или скачивал
recording-unused = Пока никто.
recording-gone = Она удалена; остались только сведения о ней.
recording-use = { $action ->
    [export] Скачивание
   *[other] Прослушивание
}
size-kilobytes = { $size } КБ
size-megabytes = { $size } МБ
size-gigabytes = { $size } ГБ
retention-title = Сроки хранения
retention-due = Что было бы удалено сейчас
retention-notes = События журналов
retention-nothing = Срок хранения пока ни у чего не истёк.
retention-purge = Удалить сейчас
retention-confirm = Удалить сейчас всё, у чего истёк срок хранения? Вернуть это будет нельзя.
retention-runs = Что было удалено
retention-no-run = Пока ничего не удалялось.
retention-for-ever = бессрочно
retention-days = { $count ->
    [one] { NUMBER($count) } день
    [few] { NUMBER($count) } дня
    [many] { NUMBER($count) } дней
   *[other] { NUMBER($count) } дня
}
retention-of-recordings = Записи хранятся: { $keep }.
retention-of-notes = События журналов хранятся (журнал аудита, время без сервера телефонии, удалённые записи): { $keep }.
retention-next = Следующий запуск: { $when }
retention-run-open = Идёт или прерван
retention-run-cut = Прерван; следующий запуск завершит
retention-run-failed = { $count ->
    [one] Не удалось удалить { NUMBER($count) } файл
    [few] Не удалось удалить { NUMBER($count) } файла
    [many] Не удалось удалить { NUMBER($count) } файлов
   *[other] Не удалось удалить { NUMBER($count) } файла
}
calls-recording = Прослушать запись
notice-recording-held = Запись будет храниться, пока кто-нибудь не выберет «Больше не хранить».
notice-recording-released = Запись будет удалена по истечении срока хранения.
notice-recording-deleted = Запись удалена.
notice-recording-is-held = Запись хранится по указанной причине; сначала выберите «Больше не хранить».
notice-purged = То, у чего истёк срок хранения, удалено.
notice-purge-busy = Удаление записей уже идёт; ничего не сделано. Попробуйте через минуту.
notice-purge-failed = Удалить удалось не всё; причина в журнале портала.
profile-supervisor = Супервайзер
profile-supervisor-help = Следит за очередью: табло, участники, статистика и записи.
profile-recording-officer = Ответственный за записи
profile-recording-officer-help = Все записи: слушать, скачивать и решать, сколько они хранятся.
profile-external-forward = Внешняя переадресация
profile-external-forward-help = Может переадресовывать свои телефоны на внешние номера.
profile-statistics = Статистика
profile-statistics-help = Статистика всех звонков.
profile-incidents = Инциденты
profile-incidents-help = Сообщает о том, что не работает.
profile-holidays = Праздники
profile-holidays-help = Вносит праздничные дни.
profile-fax = Факс
profile-fax-help = Принимает и отправляет факсы.
profile-agent = Агент
profile-agent-help = Принимает звонки очереди: входит, выходит, делает паузы.
profile-department-supervisor = Супервайзер отделов
profile-department-supervisor-help = Очереди и записи разговоров своих отделов.
profile-receptionist = Секретарь
profile-receptionist-help = Пульт оператора.
profile-api-client = Программа
profile-api-client-help = Только то, что разрешает её ключ.
calls-scope-queues = Ваши звонки и звонки ваших очередей
calls-scope-department-queues = Звонки вашего отдела и ваших очередей
recordings-scope-queues = Записи ваших очередей
recordings-scope-department-queues = Записи ваших отделов и очередей
recordings-missing = { $count ->
    [one] Нет { NUMBER($count) } файла
    [few] Нет { NUMBER($count) } файлов
    [many] Нет { NUMBER($count) } файлов
   *[other] Нет { NUMBER($count) } файла
}
health-recordings = Записи разговоров
health-recordings-unread = Папку записей не прочитать: { $reason }
health-recordings-remedy = Проверьте recordings.folder в portal.toml, подключена ли папка и может ли пользователь портала её читать.
health-recordings-missing-remedy = См. страницу «Записи разговоров»: файлы переместил или удалил не портал.

## Запланированные звонки
scheduled-title = Запланированные звонки
scheduled-scope-own = Ваши запланированные звонки
scheduled-scope-department = Запланированные звонки ваших отделов
scheduled-scope-all = Все запланированные звонки
scheduled-how = В назначенное время звонит ваш телефон; снимите трубку, и будет набран номер.
scheduled-off = Здесь нельзя планировать звонки. Портал должен работать на той же машине, что и телефонная станция; там администратор указывает спул Asterisk в portal.toml, spool.folder.
scheduled-trouble = Сейчас нельзя планировать звонки: { $reason }
scheduled-new = Запланировать звонок
scheduled-at = Позвонить { $number } в …
scheduled-change = Другое время
scheduled-cancel = Отменить звонок
scheduled-cancel-confirm = Отменить звонок на { $number }?
scheduled-open = Предстоящие
scheduled-done = Завершённые
scheduled-none-open = Запланированных звонков нет.
scheduled-none-done = Завершённых запланированных звонков пока нет.
scheduled-phone = Сначала звонит
scheduled-number = Затем набирается
scheduled-note = Заметка
scheduled-note-help = Для вас; больше её никто не видит.
scheduled-time = Время
scheduled-state = Состояние
scheduled-clock = Местное время { $zone }. Время, которое пропускается при переводе часов, сдвигается на столько же позже; из двух одинаковых берётся первое.
scheduled-limits = Дней вперёд, не более: { NUMBER($days) }. Запланированных звонков одновременно, не более: { NUMBER($calls) }.
scheduled-attempts = { $count ->
    [one] { NUMBER($count) } попытка
    [few] { NUMBER($count) } попытки
    [many] { NUMBER($count) } попыток
   *[other] { NUMBER($count) } попытки
}
scheduled-state-word = { $state ->
    [placing] Записывается
    [waiting] Запланирован
    [calling] Звонит ваш телефон
    [talking] Отвечен, идёт разговор
    [retrying] Не отвечен, будет повтор
    [answered] Отвечен
    [busy] Телефон был занят
    [no-answer] Нет ответа
    [failed] Телефон недоступен
    [expired] Нет ответа или недоступен
    [discarded] Отклонён станцией
    [cancelled] Отменён
    [withdrawn] Отозван: больше не разрешён
   *[other] Итог неизвестен
}
scheduled-past = Это время прошло; выберите будущее.
scheduled-too-far = Слишком далеко: не более чем за { $days ->
    [one] { NUMBER($days) } день
    [few] { NUMBER($days) } дня
    [many] { NUMBER($days) } дней
   *[other] { NUMBER($days) } дня
}.
scheduled-emergency = На номера экстренных служб нельзя звонить позже. Позвоните сейчас, с телефона.
scheduled-planned-twice = Звонок на этот номер уже запланирован; измените его время.
scheduled-too-many = У вас уже { $limit ->
    [one] { NUMBER($limit) } запланированный звонок
    [few] { NUMBER($limit) } запланированных звонка
    [many] { NUMBER($limit) } запланированных звонков
   *[other] { NUMBER($limit) } запланированного звонка
}; сначала отмените один.
notice-scheduled = Звонок запланирован.
notice-scheduled-skips = Звонок запланирован. Часы перескакивают через выбранное время: когда он будет, сказано в списке.
notice-scheduled-twice = Звонок запланирован. Часы показывают выбранное время дважды: он будет в первый раз.
notice-scheduled-cancelled = Звонок отменён.
notice-scheduled-calling = Звонок уже шёл: он продолжается, но повторён не будет.
notice-scheduled-late = Звонок отменён, но его время настало: ваш телефон ещё может один раз зазвонить.
notice-scheduled-not-moved = Звонок как раз идёт; его время не изменено.
notice-scheduled-over = Этот звонок уже завершён.
notice-scheduled-failed = Спул станции не принял изменение; ничего не изменено. Почему — сказано в журнале портала.
health-scheduled = Запланированные звонки
health-scheduled-remedy = Проверьте spool.folder в portal.toml и что пользователь портала — пользователь Asterisk или из его группы; подробнее скажет switchhook-portal check portal.toml.

## Tariff administration

tariff-title = Тариф
tariff-intro = Каждая действующая версия задаёт цены со своего первого дня до первого дня следующей.
tariff-upload = Новая версия
tariff-files-none = Файл тарифа не указан: звонки до первой действующей версии не имеют цены.
tariff-files-in-use = Из указанного файла: { $tariff }. Он действует до первой действующей версии.
tariff-empty = Версий пока нет. Загрузите одну или оставьте указанный файл.
tariff-effective = Первый день
tariff-rows = Строки
tariff-refused = Отклонённые строки
tariff-made = Создана
tariff-by = { $when }, { $name }
tariff-in-force = Действует сегодня
tariff-state-draft = Черновик
tariff-state-active = Действующая
tariff-state-withdrawn = Отозвана
tariff-stale = { $count ->
    [one] { NUMBER($count) } цена рассчитана не по тому тарифу, что действовал в тот день.
    [few] { NUMBER($count) } цены рассчитаны не по тому тарифу, что действовал в тот день.
    [many] { NUMBER($count) } цен рассчитаны не по тому тарифу, что действовал в тот день.
   *[other] { NUMBER($count) } цены рассчитаны не по тому тарифу, что действовал в тот день.
}
tariff-version-title = Тариф с { $day }
tariff-note = Примечание
tariff-note-help = Например, откуда взяты цены.
tariff-compare = Сравнить
tariff-more = { $count ->
    [one] Ещё { NUMBER($count) } не показана.
    [few] Ещё { NUMBER($count) } не показаны.
    [many] Ещё { NUMBER($count) } не показаны.
   *[other] Ещё { NUMBER($count) } не показаны.
}
tariff-files = Файлы
tariff-fingerprint = Отпечаток
tariff-activate = Ввести в действие
tariff-activate-help = В этой версии строк: { NUMBER($rows) }, в действующей: { NUMBER($now) }. Сверьте с файлом, который хотели загрузить, и введите число строк этой версии.
tariff-confirm-rows = Число строк
tariff-without-refused = Ввести в действие без отклонённых строк
tariff-refused-first = Часть строк отклонена: исправьте файл или отметьте, что можно обойтись без них.
tariff-withdraw = Отозвать
tariff-withdraw-confirm = Отозвать эту версию? Её дни вернутся к предыдущей. Сохранённые цены останутся до пересчёта.
tariff-discard = Удалить черновик
tariff-discard-confirm = Удалить этот черновик вместе с файлами?
tariff-new-intro = Файлы проверяются и сохраняются как черновик, который не влияет на цены, пока не введён в действие.
tariff-plan-file = План (TOML)
tariff-plan-help = Без файла берётся действующий план.
tariff-deck-files = Прайс-листы (CSV)
tariff-deck-help = С именами, указанными в плане. Незагруженные берутся из действующего тарифа.
tariff-effective-help = Звонки, начавшиеся в этот день или позже, получат эти цены после ввода версии в действие.
tariff-check = Проверить и сохранить как черновик
tariff-nothing-uploaded = Выберите план или прайс-лист.
tariff-unusable = Из этих файлов тариф не получается; ничего не сохранено
tariff-too-large = Файлы вместе больше { $megabytes } МБ; уберите то, чего нет в плане.
tariff-not-text = { $file } не в кодировке UTF-8; сохраните его в UTF-8 и загрузите снова или импортируйте как файл оператора, где кодировка любая.
tariff-not-named = В плане нет прайс-листа { $file }; исправьте план или имя файла.
tariff-from-file = Указанный файл
tariff-back = Назад к версии
import-title = Импорт файла оператора
import-intro = Описание столбцов говорит, что есть что в файле. Всё прочитанное, отклонённое и исправленное показывается до сохранения.
import-file = Файл оператора
import-file-help = Текст с любыми столбцами, в любой кодировке.
import-mapping = Описание столбцов
import-mapping-own = Своё описание
import-ready-inter = inter.csv: классическая цена
import-ready-inter-optimum = inter.csv: базовая цена пакетов
import-ready-inter-hours = inter.csv: пакеты { $hours } часов
import-ready-opt-rates = opt_rates.txt: группы и единицы
import-ready-teliax = teliax-rates.csv: доллары за минуту
import-map-file = Файл описания (TOML)
import-map-help = Только для своего описания: какой столбец — префикс, направление, цена.
import-deck = Прайс-лист, строки которого он заменит
import-begin = Прочитать файл
import-two-mappings = Выбрано готовое описание и загружен файл; оставьте что-то одно.
import-no-mapping = Загрузите своё описание или выберите готовое.
import-no-file = Выберите файл оператора.
import-no-plan = Тарифа ещё нет: загрузите и план.
import-no-deck = Выберите один из прайс-листов плана: { $decks }.
import-currency = Цены файла в { $file }, а прайс-листа { $deck } — в { $plan }: укажите в плане эту валюту прайс-листа и курс обмена.
import-read = { $file }: что прочитано
import-nothing-kept = Пока ничего не сохранено.
import-another = Другой файл
import-unusable = С этим файлом тариф непригоден: исправьте файл, описание или план и прочитайте его снова.
import-from = Источник
import-encoding = Кодировка
import-encoding-detected = { $encoding }, определена
import-encoding-given = { $encoding }, по описанию
import-lines = Строки файла
import-skipped = Пропущено: заголовки, примечания, пустые строки
import-repairs = Исправления
import-changes = Что изменится в { $deck }
import-keep = Сохранить как черновик
import-note = { $file }: строк { NUMBER($rows) }, отклонено { NUMBER($refused) }
notice-import-gone = Прочитанный файл больше не ждёт; загрузите его снова.
tariff-packages = Пакеты { $names } здесь не учитываются: портал рассчитывает каждый звонок отдельно. Уберите [[packages]] из файла: тогда звонки стоят столько, сколько говорит их план.
difference-title = Разница
difference-of = Различия: тариф с { $day }
difference-with = Сравнить с
difference-show = Сравнить
difference-counts = Префиксов добавлено: { NUMBER($added) }, убрано: { NUMBER($removed) }, изменено: { NUMBER($changed) }
difference-none = Строки одинаковы.
difference-plan = Правила плана тоже различаются (периоды, налоги, округление, нумерация): сравните его файл.
difference-change = Изменение
difference-added = Добавлена
difference-removed = Убрана
difference-changed = Изменена
difference-old = Было
difference-new = Стало
test-title = Проверить номер
test-intro = Сколько стоил бы звонок и почему? Никто не вызывается.
test-length-help = В секундах или в минутах и секундах: 2:30.
test-length-wrong = Укажите секунды или минуты и секунды, например 2:30.
test-phone = Телефон звонящего
test-phone-any = Любой
test-trunk = Транк
test-in-force = Действующий в тот день
test-show = Показать цену
test-answer = Цена
test-nothing = Введите номер.
test-before-tax = Без налога
test-after-tax = С налогом
test-steps = Как получается цена
outcome-rated = Есть цена
outcome-free = Бесплатно
outcome-forbidden = Запрещено
outcome-unmatched = Нет тарифа
outcome-rejected = Рассчитать нельзя
outcome-not-charged = Не оплачивается
rate-title = Добавить цену
rate-intro = Строка добавляется в новый черновик действующего тарифа. До ввода в действие ничего не меняется.
rate-add = Добавить цену
rate-deck = Прайс-лист
rate-prefix = Префикс
rate-prefix-help = Начало номера или несколько: +44 или 98,99
rate-digits = Цифр
rate-digits-help = Сколько их в номере, например 6 или 6-8; пусто: любое число.
rate-destination = Направление
rate-kind = Вид
rate-kind-none = Не указан
rate-kind-fixed = Стационарный
rate-kind-mobile = Мобильный
rate-kind-special = Особый
rate-kind-tollfree = Бесплатный
rate-kind-premium = Платный
rate-kind-emergency = Экстренный
rate-price = Цена ({ $currency })
rate-per = за столько секунд
rate-first = Первый интервал, с
rate-next = Следующие интервалы, с
rate-fee = За звонок ({ $currency })
rate-preview = Просмотр
rate-preview-title = Что получило бы цену
rate-nothing = Заполните строку.
rate-will = Из звонков без цены ({ NUMBER($all) }) получают её: { NUMBER($count) }, всего { $amount } с налогом.
rate-save = Создать черновик с этой строкой
rate-refused = Тариф не принимает эту строку:
rate-no-tariff = Нет тарифа, в который можно добавить строку; сначала загрузите его.
rate-note = Добавлено: { $destination }
unrated-group-last = Последний звонок
rerating-title = Пересчёт
rerating-intro = Звонки пересчитываются по действующим тарифам отдельно от сохранённых цен. Разница видна до любой замены.
rerating-safe = Без дат берутся все звонки. Портал в это время работает как обычно.
rerating-which = Какие звонки
rerating-which-stale = Рассчитанные по другому тарифу
rerating-which-unmatched = Без тарифа
rerating-which-all = Все
rerating-begin = Начать
rerating-open = Предыдущий пересчёт не завершён: сначала примените или отбросьте его.
rerating-see = Посмотреть разницу
rerating-past = Прежние
rerating-began = Начат
rerating-changes = Изменённые цены
rerating-dearer = Дороже
rerating-cheaper = Дешевле
rerating-gained = Теперь с ценой
rerating-lost = Теперь без цены
rerating-state-running = Идёт
rerating-state-ready = Готов к применению
rerating-state-applied = Применён
rerating-state-cancelled = Отменён
rerating-state-failed = Не удался
rerating-progress-title = Ход работы
rerating-progress = Просмотрено звонков: { NUMBER($done) } из { NUMBER($total) }, цен меняется: { NUMBER($changes) }
rerating-apply = Применить
rerating-apply-confirm = Заменить сохранённые цены новыми?
rerating-discard = Отбросить
rerating-stop = Остановить
rerating-by-department = По подразделениям
rerating-by-destination = По направлениям
rerating-calls = Изменённые звонки, сначала с наибольшей разницей
rerating-nothing = Ни одна цена не меняется.
rerating-trouble-tariff = Тариф тем временем изменился; сохранённое не тронуто. Начните заново.
rerating-trouble-database = База данных отказала; сохранённое не тронуто. Причина в журнале.
rerating-without-price = Без цены
notice-tariff-kept = Черновик сохранён. Проверьте его и введите в действие.
notice-tariff-activated = Версия введена в действие. Звонки без цены сейчас рассчитываются; чтобы изменить сохранённые цены, сделайте пересчёт.
notice-tariff-withdrawn = Версия отозвана.
notice-tariff-state = Кто-то тем временем изменил эту версию; посмотрите её снова.
notice-rerating-applied = Новые цены сохранены.
notice-rerating-cancelled = Остановлено; сохранённые цены прежние.
notice-rerating-over = Уже завершено.
notice-rerating-outdated = Тариф изменился после этого расчёта, поэтому он не применён. Отбросьте его и начните заново.
problem-not-a-number = Укажите цифры и не более одной запятой.
problem-not-confirmed = Это не число строк данной версии: сверьте с файлом, прежде чем подтверждать.
costs-preview = Предпросмотр
export-xlsx = XLSX

site-title = Площадка
site-intro = Что сообщается всем телефонам. Начало — portal.toml; с первого сохранения этой страницы действует последняя версия отсюда.
site-group-calls = Звонки
site-group-files = Файлы
site-group-network = Часы и сеть
site-sip = SIP-сервер
site-sip2 = Второй SIP-сервер
site-sip2-help = Где телефоны регистрируются, когда первый не отвечает.
site-default-number = Номер, видимый снаружи
site-default-number-help = Что показывают звонки телефона без прямого номера. В идентификаторе телефона он появится, когда этот телефон будет сохранён в следующий раз.
site-config = Сервер конфигурации
site-firmware = Сервер прошивок
site-path-help = Хост, порт и путь без https://, например 192.168.10.5/phones. Пусто: телефон оставляет то, что у него есть.
site-clock = Часы
site-clock-help = Часовой пояс, например Pacific/Noumea, с его летним временем, или постоянная разница с UTC в часах, например -10. Пусто: { $zone }, как у сервера телефонии.
site-ntp = Серверы времени
site-ntp-help = Через пробел, лучший первым; телефоны знают два.
site-vlan = VLAN
site-vlan-help = От 0 до 4094; 0 — никакой.
site-syslog = Сервер syslog
site-effect = Новые телефоны получают эти настройки сразу, остальные — со следующим файлом конфигурации, который загрузят.
site-versions = Версии
site-versions-none = Пока ничего не сохранено: действует portal.toml.
site-version = Версия
site-changes = Что изменилось
site-start = Поставить в форму то, что сказано в portal.toml
site-outdated = Тем временем эти настройки изменил кто-то другой. Сравните версии ниже и сохраните ещё раз.
site-problem-clock = «{ $text }» — не часовой пояс и не разница с UTC. Напишите Pacific/Noumea или часы, например +11.
site-problem-vlan = «{ $text }» — не VLAN. Напишите число от 0 до 4094.
site-problem-number = «{ $text }» — не номер телефона. Напишите до 15 цифр, с + впереди или без него.
site-problem-refused = Телефоны этого не примут: { $reason }

phone-direct = Прямой номер
phone-direct-help = Что набирают снаружи, чтобы попасть на этот телефон; его звонки показывают этот номер. Пусто: его звонки показывают номер площадки или внутренний номер.
phone-rights = Может звонить
phone-rights-help = Ничего не отмечено: то, куда могут звонить все телефоны площадки.
phone-call-groups = Группы вызова
phone-pickup-groups = Группы перехвата
phone-groups-help = Числа от 0 до 63. У кого число есть среди групп перехвата, тот может брать звонки телефонов, у которых оно среди групп вызова.
phone-language = Язык
phone-language-site = Как у площадки
problem-out-of-range = Напишите числа от { NUMBER($least) } до { NUMBER($most) }.

original-title = Из исходного портала
original-intro = Читает файл конфигурации и таблицу телефонов исходного портала. Сначала показывается, что было бы сохранено.
original-ini-help = Ключи раздела [app:main]: серверы, часы, VLAN и номер по умолчанию становятся настройками площадки.
original-phones = Таблица телефонов
original-phones-help = CSV с заголовком. Каждый телефон сохраняет учётную запись и пароль, с которыми он регистрируется. Так её пишет PostgreSQL, с именами людей и отделов:
original-read = Прочитать
original-read-intro = Пока ничего не сохранено. Сохраните то, что стоит здесь, или вернитесь и исправьте файлы.
original-store = Сохранить
original-again = Прочитать другие файлы
original-refused = Отклонено
original-line = Строка
original-column = Столбец
original-reason = Причина
original-notes = На заметку
original-key = Ключ
original-value = Значение
original-fate = Что с ним станет
original-unused = Столбцы, которым здесь нет места: { $columns }
original-stored-as = Сохраняется как: { $setting }
original-elsewhere = Не сохраняется. Здесь: { $place }
original-interpolated = Значение ссылается на другое. Напишите его полностью.
original-unknown = В портале нет ничего подобного.
original-note-model = Для модели { $text } файлов нет: без устройства
original-note-mac = «{ $text }» — не MAC-адрес телефона: без устройства
original-note-mac-taken = { $text } есть у другого телефона: без устройства
original-note-right = Площадка не предлагает право { $text } (pbx.phones.rights): пропущено
original-note-owner = Ни у кого нет логина { $text }: без человека
original-note-department = Нет отдела { $text }: без отдела
original-note-secret = Пароль SIP короткий: создайте новый
original-no-column = В заголовке нет столбца { $column }. Выгрузите таблицу с именами столбцов.
original-twice = То же самое в строке { $line }.
original-unreadable = Не читается. Напишите CSV с запятыми, в UTF-8.
original-too-many = Слишком много строк. Разделите файл.
original-too-large = Больше 4 МБ: это не такой файл.
original-no-file = Выберите хотя бы один из двух файлов.
original-site-stored = Настройки площадки сохранены как версия { $version }.
original-site-same = Настройки площадки остались прежними.
original-phones-made = Создано: { $phones }.
notice-original-gone = Этих файлов больше нет, или что-то тем временем изменилось. Прочитайте их снова.

phone-step-search = 1. Поиск
phone-step-account = 2. Номер и права
phone-firmware = Прошивка
phone-address = Адрес
phone-address-help = IP-адрес, как на экране телефона, например 192.168.1.40.
phone-seen = Последний раз виден
phone-password = Пароль его страниц
phone-password-help = Пусто: заводской.
phone-plain = Также без шифрования (старые телефоны): другие в сети могли бы прочитать пароли
phone-found = Найден
phone-found-effect = Сохранение записывает учётную запись в Asterisk, а конфигурацию в телефон; он перезапускается и регистрируется.
phone-configure-title = Записать в телефон
phone-configure-text = Записывает всю конфигурацию через страницы телефона, с собственными паролями для них, и перезапускает его.
phone-configure = Настроить сейчас
phone-ready-title = Телефон { $extension } настроен
phone-ready-text = У телефона есть учётная запись, он перезапускается; затем он зарегистрируется. Пароль его страниц показывается только здесь и только сейчас.
phone-ready-password = Пароль его страниц (admin)
phone-ready-page = Страница телефона
phone-not-ready-title = Телефон { $extension } сохранён, но не настроен
phone-not-ready-text = Учётная запись есть в Asterisk. Настройте телефон ещё раз с его страницы или дайте ему файл оттуда.
search-intro = Укажите адрес телефона в сети: его страницы сообщают модель, прошивку и MAC-адрес. Или продолжите без него.
search-nothing = Телефон не найден.
search-without = Без телефона
search-mac-help = Только если телефон в другой сети и сам его не сообщает.
search-demo = В демонстрации телефон отвечает по адресу { $address }.
search-no-address = Напишите адрес, например 192.168.1.40.
search-not-private = Это не адрес частной сети. Телефоны ищутся только там.
search-no-answer = Там никто не отвечает. Включён ли телефон и его веб-доступ? Старые телефоны не знают шифрования: отметьте поле ниже.
search-no-mac = Он отвечает, но его MAC-адрес не найден. Напишите адрес с этикетки.
search-other-mac = У телефона там адрес { $mac }.
search-other-model = Телефон там — { $model }. Сначала исправьте модель.
search-unknown-maker = Там что-то отвечает, но это не телефон известного производителя.
search-unknown-model = Телефон там — { $model }: конфигурацию для него пока сделать нельзя.
search-refused = Телефон не принял этот пароль.
search-locked-out = После слишком многих неверных паролей телефон некоторое время никого не впускает. Подождите несколько минут.
search-other = Телефон не сделал того, что было нужно: { $reason }
search-needs-server = Cisco скачивает свои настройки с портала. Укажите в portal.toml, в разделе [provisioning], по какому адресу телефоны находят его.
search-known = { $mac } уже известен: телефон { $extension }
notice-found-gone = Найденного больше нет: ищите снова.

phone-state-expected = ещё не настроен
phone-state-configured = настроен
phone-secret-changed = новый пароль
phone-difference-never = Отсюда в него ещё ничего не записывали: вся конфигурация новая.
phone-difference-nothing = Ничего: у него есть то, что должно быть.
phone-difference-changes = Что ему будет сообщено заново
phone-difference-setting = Настройка
phone-difference-before = Было
phone-difference-now = Стало

capability-directory-read = Смотреть справочник
capability-directory-manage = Загружать и выгружать справочники
capability-contact-write = Добавлять и изменять контакты
capability-call-originate = Звонить щелчком
capability-call-schedule = Планировать звонки
capability-forward-read = Видеть переадресации
capability-forward-internal = Переадресовывать внутри
capability-forward-external = Переадресовывать наружу
capability-fax-use = Принимать и отправлять факсы
capability-voicemail-use = Пользоваться голосовой почтой
capability-call-log-read = Смотреть журнал звонков
capability-call-log-unmask = Видеть номера целиком
capability-cost-read = Видеть расходы
capability-tariff-manage = Управлять тарифом
capability-statistics-global = Статистика всех звонков
capability-live-calls-read = Видеть текущие звонки
capability-operator-panel = Пульт оператора
capability-queue-board-read = Видеть табло очередей
capability-queue-join = Входить в очередь, выходить, делать паузы
capability-queue-manage = Управлять участниками очереди
capability-queue-call-move = Перемещать ожидающие звонки
capability-queue-listen = Прослушивать текущие звонки
capability-queue-record = Записывать текущие звонки
capability-queue-statistics = Статистика очередей
capability-recording-listen = Слушать записи
capability-recording-download = Скачивать записи
capability-recording-purge = Хранить и удалять записи
capability-campaign-manage = Управлять кампаниями
capability-campaign-work = Звонить по кампаниям
capability-incident-set = Сообщать об инцидентах
capability-holiday-edit = Вносить праздники
capability-closure-switch = Закрывать и открывать площадки
capability-cti-manage = Страницы, открываемые при звонках
capability-sound-manage = Объявления и музыка
capability-ivr-manage = Голосовые меню
capability-queue-configure = Настраивать очереди
capability-phone-manage = Телефоны
capability-number-manage = Короткие номера и права набора
capability-pickup-manage = Группы перехвата
capability-people-manage = Люди и их права
capability-department-manage = Отделы
capability-profile-manage = Профили
capability-api-client-manage = Другие программы
capability-health-read = Состояние
capability-audit-read = Журнал аудита
capability-account-self = Свой пароль
qs-title = Статистика очередей
qs-visits-title = Звонки за показателем
qs-tables = Таблицы
qs-table-global = Звонки
qs-table-queues = По очередям
qs-table-service-level = Ожидание принятых звонков
qs-table-abandons = Ожидание потерянных звонков
qs-table-weekdays = По дням недели
qs-table-half-hours = По получасам
qs-caption = { $table }: { $period }
qs-queues = Очереди
qs-queues-help = Если не выбрано ничего — все.
qs-queue = Очередь
qs-wait = Ожидание
qs-weekday = День недели
qs-half-hour = Полчаса
qs-entered = Поступил
qs-talk = Разговор
qs-offered = Поступило
qs-answered = Принято
qs-abandoned = Потеряно
qs-timed-out = Время вышло
qs-left-by-key = Вышли по клавише
qs-empty-queue = Не стало операторов
qs-withdrawn = Изъято
qs-failed = Сбой или конец неизвестен
qs-open = Ещё ждут
qs-refused-full = Отказ: очередь полна
qs-refused-empty = Отказ: нет операторов
qs-refused-closed = Закрыто
qs-refused-dissuaded = Просьба перезвонить
qs-service-level = Уровень обслуживания
qs-level = Определение
qs-level-answered = От принятых
qs-level-strict = От принятых и потерянных
qs-level-neutral = Без потерянных в срок
qs-level-generous = Потерянные в срок — как принятые
qs-level-short-credit = Сразу потерянные — как принятые
qs-level-offered = От всех поступивших, без коротких потерь
qs-level-arrived = От всех звонивших, без коротких потерь
qs-service-seconds = Вовремя, если за (секунд)
qs-short-seconds = Короткая потеря до (секунд)
qs-share-of = { $what }, %
qs-share = Доля, %
qs-cumulated = Накоплено, %
qs-speed-of-answer = Среднее ожидание принятых
qs-mean-wait = Среднее ожидание всех
qs-wait-90 = 9 из 10 приняты за
qs-longest-wait = Самое долгое ожидание принятых
qs-time-to-abandon = Среднее ожидание потерянных
qs-and-more = { $from } и больше
qs-monday = понедельник
qs-tuesday = вторник
qs-wednesday = среда
qs-thursday = четверг
qs-friday = пятница
qs-saturday = суббота
qs-sunday = воскресенье
qs-today = Сегодня
qs-yesterday = Вчера
qs-ten-days = Последние десять дней
qs-lines-title = Подсчёт по строкам журнала
qs-lines = Строк входа: { $entered }, ответа: { $answered }, потери: { $abandoned }. Причины разницы:
qs-cause-entered-before = звонок поступил до периода
qs-cause-no-entry = нет строки о поступлении звонка
qs-cause-after-end = звонок уже закончился
qs-cause-duplicate = строка повторяется
qs-cause-contradiction = звонок принят иначе
qs-cause-ended-after = звонок закончился после периода
qs-cause-left-otherwise = звонивший вышел иначе
qs-cause-still-waiting = звонивший ещё ждёт
qs-cause-lost = конец звонка неизвестен
qs-cause-no-connect = нет строки ответа
qs-cause-duplicate-entry = строка входа повторяется
qs-table-agents = Операторы
qs-table-callers = Не дождавшиеся
qs-all-agents = Все операторы
qs-all-queues = Все очереди
qs-agents-by-queue = Операторы по очередям
qs-agent-and-queue = Оператор · очередь
qs-agents-pauses = Паузы по причинам
qs-agent-and-reason = Оператор · причина
qs-no-reason = без причины
qs-pauses = Паузы
qs-paused = На паузе
qs-sessions = Сеансы
qs-staffed = На месте
qs-mean-talk = Средний разговор
qs-missed = Не отвечено
qs-missed-ring = Средний звонок неотвеченных (мс)
qs-ring = Звонок
qs-wrap-up = Дообработка
qs-available = Свободен
qs-occupancy = Занятость, %
qs-utilisation = Загрузка, %
qs-made = Исходящие на месте
qs-made-talk = Разговор исходящих на месте
qs-made-outside = Исходящие вне работы
qs-made-outside-talk = Разговор исходящих вне работы
qs-doubts = Неясно
qs-agents-note = Оператор нескольких очередей считается один раз: итоги — время хотя бы в одной очереди. «Неясно» — сколько раз журнал не говорит, когда что-то началось или закончилось.
qs-recovered = Дозвонились позже
qs-to-call = Ещё не перезвонили
qs-median-recovery = Медиана времени до связи
qs-without-number = Без номера
qs-called-again = Позвонили снова в течение суток
qs-to-call-list = Кому перезвонить
qs-gave-up = Не дождался
qs-times = Раз
qs-callers-note = Дозвонились позже: позвонили снова в течение 24 часов и получили ответ, либо им перезвонили отсюда и они ответили.
qs-lines-too-long = Строки по видам считаются не более чем за { NUMBER($days) } дн.: выберите период короче, чтобы увидеть, сходятся ли они.
qs-back = Назад к таблице
qs-nothing = За этот период звонков в эти очереди не было.
qs-no-queue = Вам не видна ни одна очередь со звонками. Администратор может сделать вас супервизором.
qs-no-log = Портал не читает журнал очередей. Администратор указывает его файл в portal.toml: [queue_log] file.
qs-no-period = Выберите период или дни, последний из которых не раньше первого.
qs-too-many = Больше { NUMBER($count) } звонков: выберите период короче.
qs-more = Не показано ещё { NUMBER($count) }: выберите период короче.
## Forwards

forwards-title = Переадресация
forwards-how = Переадресация, заданная здесь, и набранная на телефоне — одно и то же.
forwards-trouble = Переадресацию сейчас нельзя ни прочитать, ни изменить: { $reason }
forwards-read-only = Переадресацию здесь можно только смотреть: ни у одной учётной записи portal.toml нет задачи «state».
forwards-all = Вся переадресация
forwards-none = Переадресация не включена.
forward-own = Телефон { $extension }
forward-set = Задать переадресацию
forward-change = Изменить
forward-clear = Снять
forward-off = Выключена
forward-target = Звонки идут на
forward-kind-label = Когда
forward-kind = { $kind ->
    [immediate] Всегда
    [busy] Если занято
    [no-answer] Если не отвечают
   *[voicemail] Голосовая почта вместо звонка
}
forward-phone = Телефон
forward-since = Известно с
forward-by = Кто задал
forward-by-phone = С телефона
forward-voicemail = Голосовая почта
forward-until = до { $until }
forward-flag = { $flag ->
    [over] Закончилась
    [external] Наружу
    [not-allowed] Не разрешено
    [loop] По кругу
    [nobody] Ничей номер
   *[target-forwarded] Дальше по цепочке
}
forward-end = { $end ->
    [rings] Сейчас: звонит { $target }.
    [voicemail] Сейчас: все звонки принимает голосовая почта { $target }.
    [application] Сейчас: звонки идут на { $target }.
    [outside] Сейчас: звонки уходят наружу на { $target }.
    [refused] Сейчас: звонки шли бы на { $target }, куда одному из телефонов звонить нельзя.
    [busy] Сейчас: { $target } занят или просит не беспокоить.
    [unanswered] Сейчас: на { $target } никто не отвечает.
    [loop] Сейчас: звонки идут по кругу, { $target }. Снимите одну из этих переадресаций.
    [nobody] Сейчас: звонки идут на { $target }, а это ничей номер.
   *[too-long] Сейчас: звонки переадресуются слишком много раз.
}
forward-colleague = Коллега
forward-choose = Выберите или напишите номер
forward-number = Другой номер
forward-number-help = Важнее выбранного коллеги. Для номера снаружи нужно право.
forward-end-date = Заканчивается
forward-clock = Местное время: { $zone }. Без даты переадресация остаётся, пока её не снимут.
forward-longest = { $days ->
    [one] Наружу — не дольше чем на { NUMBER($days) } день.
    [few] Наружу — не дольше чем на { NUMBER($days) } дня.
    [many] Наружу — не дольше чем на { NUMBER($days) } дней.
   *[other] Наружу — не дольше чем на { NUMBER($days) } дня.
}
forward-password-help = Только для номера снаружи.
forward-refusal = { $reason ->
    [not-your-phone] Звонки этого телефона вы переадресовать не можете.
    [bad-number] Это не номер: { $detail }
    [unknown-number] Номера { $detail } ни у кого нет.
    [own-number] Звонки вернулись бы на тот же телефон.
    [emergency] На номер экстренной службы звонки не переадресуются.
    [feature-code] На служебный код звонки не переадресуются.
    [loop] Звонки пошли бы по кругу: { $detail }.
    [too-long] Звонки переадресовались бы слишком много раз. Выберите последний телефон цепочки.
    [no-external-right] Ваши профили не позволяют переадресовать звонки наружу. Обратитесь к администратору.
    [chain-leaves] Звонки ушли бы наружу по цепочке { $detail }, а ваши профили этого не позволяют.
    [not-callable] У телефона { $detail } нет права звонить на этот номер.
    [premium] На платные номера звонки не переадресуются.
    [country] В эту страну звонки не переадресуются.
    [not-confirmed] Звонки ушли бы наружу: введите свой пароль.
    [ends-in-the-past] Это время прошло; выберите будущее.
    [ends-too-late] Наружу переадресация заканчивается не позже { $detail }.
   *[forbidden] На этот номер звонки не переадресуются.
}
notice-forward-set = Переадресация задана.
notice-forward-outside = Переадресация задана. Звонки уходят наружу за счёт компании, администраторы об этом узнают.
notice-forward-further = Переадресация задана. У того телефона она тоже есть: звонки могут идти дальше.
notice-forward-along = Переадресация задана. Телефоны, переадресованные на этот, отправят и свои звонки.
notice-forward-cleared = Переадресация снята.
notice-forward-refused = Звонки этого телефона вы переадресовать не можете.
notice-forward-failed = Телефонный сервер не принял изменение; что действует, показывает список. Причина в журнале портала.
health-pbx-state = Телефонный сервер: переадресация

profiles-none = Нет
profiles-view-as = Показать меню как у
profiles-view-as-help = Показывает, какие страницы видит профиль или человек, но не их содержание. Записывается в журнал аудита.
profiles-show = Показать
profiles-seen-as = Страницы, которые видит { $name }
profiles-gone = Очереди { $queue } больше нет
profiles-gone-help = У этих людей ещё есть один из её профилей:
profiles-drop = Снять эти профили
profiles-table = Что разрешает каждый профиль
profiles-right = Право
profiles-grant-help = «очередь» — то, что относится к очереди, для которой есть профиль; «отдельно» — можно дать одному человеку на его странице.
scope-own = своё
scope-department = отдел
scope-queue = очередь
scope-all = всё
scope-grant = отдельно
department-parent = Входит в
department-in-use-by = Ещё относится к нему: { $names }. Сначала переместите.
problem-loop = Он входит в этот отдел; выберите другой.
health-audit = Журнал аудита
health-audit-whole = Последние строки ({ $lines }) следуют друг за другом без разрывов.
health-audit-broken-remedy = Выясните, кто может писать в базу данных, и сравните с резервной копией; «switchhook-portal verify-audit» проверит все строки.

percent = { $number } %

statistics-title = Статистика
statistics-pages = Страницы статистики
statistics-counted = Каждая строка журнала звонков считается один раз, отвечен звонок или нет, по времени его начала. Разговор — время от ответа до конца.
statistics-tab-days = По месяцам и дням
statistics-tab-hours = По часам
statistics-all-months = Все месяцы
statistics-by-month = Звонки по месяцам
statistics-by-day = Звонки по дням: { $month }
statistics-by-hour = Звонки по часам
statistics-by-hour-of = Звонки по часам: { $month }
statistics-day = День
statistics-hour = Час
statistics-answered = Отвечено
statistics-talk = Разговор
statistics-talk-seconds = Разговор (с)
statistics-mean = Средний разговор
statistics-busiest = { $what } с наибольшим числом звонков
statistics-hours-of-day = ({ NUMBER($hours) } ч)
statistics-chart-calls = { $what }, по направлениям
statistics-chart-talk = { $what }: разговор
statistics-chart-most = Больше всего звонков: { $label }. Все числа — в таблице ниже.
statistics-chart-table = Все числа — в таблице ниже.

staffing-title = Расчёт персонала
staffing-intro = Сколько людей нужно для звонков, по формулам Эрланга; и чего ждать в выбранный день, по входящим звонкам.
staffing-calls = Звонков за полчаса
staffing-handling = Время обработки (с)
staffing-service-level = Отвечено вовремя (%)
staffing-within = Вовремя — не позже (с)
staffing-occupancy-most = Занятость не более (%)
staffing-shrinkage = Доля отсутствия (%)
staffing-patience = Среднее терпение звонящих (с)
staffing-day = Прогноз на день
staffing-reckon = Рассчитать
staffing-wrong = Введите целое число от { $from } до { $to }.
staffing-wrong-day = Введите день, например 2026-11-23.
staffing-too-much = Никакого числа людей не хватит. Укажите меньше звонков или меньшее время обработки.
staffing-answer = Для звонков за полчаса: { $calls }
staffing-agents = У телефона
staffing-scheduled = В графике
staffing-erlangs = Нагрузка (эрланги)
staffing-around = Что дают меньшее и большее число людей
staffing-fewest = (достаточно)
staffing-reached = Отвечено вовремя
staffing-wait = Среднее ожидание
staffing-abandoned = Не дождутся
staffing-occupancy = Занятость
staffing-seconds = { $seconds } с
staffing-ever-longer = всё дольше
staffing-forecast-of = Прогноз на { $day }
staffing-half-hour = С
staffing-expected = Ожидается звонков
staffing-last-week = Неделей раньше
staffing-like-days = Учтено похожих дней
staffing-level = Уровень последних двух недель
staffing-error = Средняя ошибка прогноза
staffing-error-last-week = То же, если повторить прошлую неделю
staffing-no-forecast = Похожего дня в журнале звонков ещё нет, поэтому прогноза нет.
health-pbx-notify = Телефонный сервер: сообщения телефонам
device-state-expected = ждёт первого обращения
device-state-claimed = первое обращение
device-state-active = настроен
device-state-verified = настроен, зарегистрирован
device-state-stale = давно не появлялся
device-state-drift = отличается от своего файла
device-state-failed = не регистрируется
device-state-quarantined = в карантине
device-state-retired = выведен из службы
device-since = С { $date }.
device-window = Первый файл можно получить до { $date }.
device-fetched = Последний файл получен { $date } с адреса { $address }.
device-hole = Его прошивка старее { $least }. { $why }
device-other-brand = Телефону { $maker } сообщаются его учётная запись, настройки площадки и собственные пароли. Его значения не сравниваются с тем, что в нём записано; прошивку, справочник и экран он отсюда не получает.
device-resync = Получить файл сейчас
device-reboot = Перезапустить
device-reboot-confirm = Перезапустить телефон? Текущий разговор прервётся.
device-enrol = Ввести заново
device-enrol-confirm = Ввести телефон заново, как после сброса? Нынешний доступ к файлам перестанет действовать.
device-renew = Новые ключи доступа и пароли
device-renew-confirm = Выдать телефону новые ключи доступа и новые пароли его страниц со следующим файлом?
device-release = Вывести из карантина
device-release-confirm = С ключом этого телефона пришли запросы, которые ему не соответствуют. Всё равно вывести?
device-retire = Вывести из службы
device-retire-confirm = Вывести телефон из службы, как при потере? Он больше не получит файлов, а его пароль SIP перестанет действовать.
device-retire-half = Телефон больше не получает файлов, но его пароль SIP изменить не удалось: { $reason }
device-not-told = Телефону не удалось передать сообщение: { $reason }
notice-device-told = Телефону передано. Послушался ли он, видно по времени последнего файла.
notice-device-state = В нынешнем состоянии телефона это невозможно.
phone-forecast-fetch = Для этого он должен снова получить свой файл.
phone-forecast-restart = Для этого он должен снова получить свой файл и перезапуститься.
phone-why = Откуда его значения
phone-why-title = Значения телефона { $extension }
phone-why-intro = Что получает { $device } и от какого слоя. Пароли не показаны.
phone-why-value = Значение
phone-why-layer = Откуда
phone-why-instead = Вместо
phone-why-secret = пароль
layer-baseline = основа безопасности
layer-model = модель { $name }
layer-site = площадка { $name }
layer-device = аппарат { $name }
layer-account = учётная запись { $name }
enrolment-title = Телефон { $extension } ожидается
enrolment-text = Впишите этот адрес в телефон как сервер настроек или в сервер DHCP для него (опция 66). Там он получит первый файл, а затем свой.
enrolment-address = Адрес первого файла
enrolment-once = Адрес показан только здесь и сейчас.
site-group-security = Безопасность
site-baseline = Основа безопасности
site-baseline-help = Что получает каждый телефон, если не задано иное: без SSH, страницы только по HTTPS, никаких серверов от DHCP и multicast, проверка сертификатов, вызовы только от телефонного сервера.
site-baseline-on = Включена
site-baseline-shared = Включена, меню клавиатуры заперто (холлы, цеха)
site-baseline-off = Выключена: телефоны сохраняют, что есть
site-problem-baseline = «{ $text }» — не основа безопасности. Выберите из списка.
site-served = Телефоны получают файлы и телефонную книгу с портала, ниже { $address }; у каждого там свой адрес.
site-not-served = Телефоны ничего не получают с портала: это разрешает [provisioning] в portal.toml.
site-config-served = Не используется: телефоны получают файлы с портала.
device-pass = Передать другому номеру
device-pass-text = Аппарат переходит к другому человеку: он ни для кого не звонит, пока не зарегистрируется под другим номером, а старый пароль SIP перестаёт действовать. Если он не появится, всё вернётся назад.
device-pass-to = Кому
device-pass-go = Передать
device-pass-back = Вернуть
device-pass-fetch = Он переходит от { $from } к { $to } и ни для кого не звонит: он должен получить свой файл.
device-pass-register = Он переходит от { $from } к { $to } и ни для кого не звонит: он должен зарегистрироваться.
device-pass-runs = Он переходит от { $from } к { $to }.
preview-title = Перед сохранением
preview-intro = Пока ничего не сохранено. Вот что телефоны узнают нового.
preview-again = Назад к форме
preview-unchanged = { $count ->
    [one] Ещё { NUMBER($count) } телефон не узнаёт ничего нового.
    [few] Ещё { NUMBER($count) } телефона не узнают ничего нового.
    [many] Ещё { NUMBER($count) } телефонов не узнают ничего нового.
   *[other] Ещё { NUMBER($count) } телефона не узнают ничего нового.
}
preview-replaced = { $before } выводится из эксплуатации и больше не получает файлов. { $after } получит всю конфигурацию с первым файлом.
preview-enrol = Подключается заново
preview-no-file = Останется без файла
preview-stays = остаётся на телефоне как есть
preview-nothing = Ничего не нужно
preview-resync = Получает свой файл
preview-reboot = Получает свой файл и перезапускается
device-left-out = «{ $setting }» пропускается: { $why }.
device-left-out-instead = «{ $setting }» передаётся как { $instead }: { $why }.
phones-left-out = { $count ->
    [one] пропущена { NUMBER($count) } настройка
    [few] пропущены { NUMBER($count) } настройки
    [many] пропущено { NUMBER($count) } настроек
   *[other] пропущено { NUMBER($count) } настройки
}
device-old = старее { $version }, которую предлагает площадка
device-old-hole = известная уязвимость: нужна { $version }
device-quarantine = Поместить в карантин
device-quarantine-confirm = Поместить телефон в карантин? Он не получает файлов, пока его не выпустят; звонить он продолжает.
device-unheard = Зарегистрирован ли он, неизвестно: сервер телефонии его не опрашивает, и после получения файла он не регистрировался заново.
device-unasked = Зарегистрирован ли он, неизвестно: ни у одной учётной записи [[pbx.manager]] нет задачи notify.

## Что произошло со звонком

journey-title = Ход звонка
journey-incomplete = Часть сведений отсутствует: портал слышал звонок не полностью. Показано только то, что было сообщено; ничего не добавлено.
journey-source = { $source ->
    [cel] Известно из журнала событий каналов: нет начала вызова телефонов, могут отсутствовать и нажатия клавиш.
   *[records] Известно только из записей о звонках: нет переводов, перехватов, нажатий клавиш и времени вызова.
}
journey-line = Звонок во времени
journey-line-sentence = { $ending }; длился { $lasted }, из них разговор { $talked }. В таблицах ниже те же данные.
journey-legs = Участники
journey-steps = Шаг за шагом
journey-who = Кто
journey-side = Сторона
journey-side-of = { $side ->
    [called] Вызываемый
   *[calling] Звонящий
}
journey-dialled = Набрано
journey-began = С
journey-rang = Вызов
journey-talked = Разговор
journey-cause = Причина (Q.850)
journey-at = Время
journey-lasted = Длительность
journey-what = Что
journey-unknown = Неизвестно
journey-span-service = Сообщение, меню, почта
journey-span-ringing = Вызов
journey-span-talking = Разговор
journey-span-waiting = В очереди
journey-span-parked = На парковке
journey-ending = { $ending ->
    [open] Конец неизвестен
    [answered] Ответ
    [service] Автоматическая служба
    [voicemail] Голосовая почта
    [abandoned] Не дождался в очереди
    [left-queue] Вышел из очереди
    [no-answer] Нет ответа
    [busy] Занято
    [rejected] Отклонён
    [cancelled] Отменён звонящим
    [elsewhere] Ответ на другом телефоне
    [unavailable] Недоступен
    [congestion] Нет свободной линии
   *[failed] Не удался
}
journey-step-application = { $kind ->
    [menu] { $who }: меню
    [conference] { $who }: конференция
    [mailbox] { $who }: собственная почта
    [music] { $who }: музыка ожидания
    [record] { $who }: запись сообщения
    [secret] { $who }: запрос кода
    [service] { $who }: автоматическая служба
   *[announcement] { $who }: сообщение
}
journey-step-digits = { $who }: нажато { $digits }
journey-step-queue = { $who } в очереди { $queue }: { $ending }
journey-step-talk = Разговор: { $who }
journey-step-forward = Переадресация с { $from } на { $to }
journey-step-blind-transfer = { $by } → { $to }: переведён { $whom }
journey-step-blind-transfer-of-call = { $by } → { $to }: звонок переведён
journey-step-attended-transfer = { $by }: соединены { $whom } и { $to }
journey-step-attended-transfer-early = { $by }: передан { $whom }, ответа ещё не было
journey-step-three-way = { $by }: разговор втроём с { $whom } и { $to }
journey-step-pickup = { $by }: перехвачен вызов телефона { $from }
journey-step-park = { $who }: парковка { $space }
journey-step-park-fetched = { $who }: парковка { $space }, снял { $by }
journey-step-voicemail = { $who } в ящике { $mailbox }
journey-step-rang = Вызов: { $who }
journey-step-rang-in-vain = Вызов без ответа: { $who } ({ $ending })

budget-calls-per-minute = Слишком много вызовов за минуту; подождите немного.
budget-minutes-per-day = { $limit ->
    [one] Сегодня израсходована { NUMBER($limit) } минута внешних вызовов.
    [few] Сегодня израсходованы { NUMBER($limit) } минуты внешних вызовов.
    [many] Сегодня израсходовано { NUMBER($limit) } минут внешних вызовов.
   *[other] Сегодня израсходовано { NUMBER($limit) } минуты внешних вызовов.
} Если нужно больше, обратитесь к администратору.
budget-cost-per-day = Сумма, отведённая на внешние вызовы сегодня, израсходована. Если нужно больше, обратитесь к администратору.
budget-simultaneous = { $limit ->
    [one] Уже идёт { NUMBER($limit) } внешний вызов
    [few] Уже идут { NUMBER($limit) } внешних вызова
    [many] Уже идёт { NUMBER($limit) } внешних вызовов
   *[other] Уже идёт { NUMBER($limit) } внешних вызова
}; сначала завершите один из них.
budget-closed = В это время на такие номера не звонят: оно нерабочее.
budget-country = Вызовы в эту страну здесь запрещены. Обратитесь к администратору.
budget-premium = На платные номера отсюда не звонят.
health-budgets = Бюджеты вызовов
health-budgets-within = Никто не близок к своему бюджету на сегодня.
health-budget-low = { $name }: почти весь бюджет на сегодня израсходован:
health-budget-empty = { $name }: бюджет на сегодня израсходован, внешних вызовов больше нет:
health-budget-minutes = { $used } из { $limit ->
    [one] { NUMBER($limit) } минуты
    [few] { NUMBER($limit) } минут
    [many] { NUMBER($limit) } минут
   *[other] { NUMBER($limit) } минуты
}
health-budget-cost = { $used } из { $limit }
health-budget-remedy = Посмотрите сегодняшние вызовы; если всё верно, увеличьте бюджет в portal.toml, [budget].
